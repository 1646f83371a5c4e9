// A list of any length with keyboard selection: only rows in view are rendered. It scrolls to a newly selected row,
// never because of new data.
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useCallback, useEffect, useRef } from "react";

interface Props<Row> {
  id: string;
  label: string;
  rows: readonly Row[];
  rowHeight: number;
  selectedId: string | null;
  onSelect(row: Row): void;
  onOpen(row: Row): void;
  onFocus?(): void;
  renderRow(row: Row, index: number): ReactNode;
  rowClass?(row: Row, index: number): string;
}

const rowDomId = (listId: string, rowId: string): string => `${listId}-${rowId}`;

interface RowProps<Row> {
  list: Props<Row>;
  row: Row;
  index: number;
  top: number;
  isSelected: boolean;
}

function ListRow<Row extends { id: string }>({ list, row, index, top, isSelected }: RowProps<Row>) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list box has the keys (J K Enter), not its options
    <div
      id={rowDomId(list.id, row.id)}
      className={`row ${isSelected ? "is-selected" : ""} ${list.rowClass?.(row, index) ?? ""}`}
      style={{ height: list.rowHeight, transform: `translateY(${top}px)` }}
      role="option"
      aria-selected={isSelected}
      aria-posinset={index + 1}
      aria-setsize={list.rows.length}
      tabIndex={-1}
      onClick={() => list.onSelect(row)}
      onDoubleClick={() => list.onOpen(row)}
    >
      {list.renderRow(row, index)}
    </div>
  );
}

export function VirtualList<Row extends { id: string }>(props: Props<Row>) {
  const { id, rows, rowHeight, selectedId } = props;
  const scroller = useRef<HTMLDivElement>(null);
  // The function must be stable while the rows are the same, or every scroll event measures all rows again.
  const keyOf = useCallback((index: number) => rows[index]?.id ?? index, [rows]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: keyOf,
    overscan: 6,
  });
  const latest = useRef({ rows, virtualizer });
  latest.current = { rows, virtualizer };
  useEffect(() => {
    const index = latest.current.rows.findIndex((row) => row.id === selectedId);
    if (index !== -1) latest.current.virtualizer.scrollToIndex(index, { align: "auto" });
  }, [selectedId]);
  useEffect(() => {
    if (rowHeight > 0) latest.current.virtualizer.measure();
  }, [rowHeight]);
  const hasSelected = selectedId !== null && rows.some((row) => row.id === selectedId);
  return (
    <div
      id={id}
      ref={scroller}
      className="list"
      role="listbox"
      aria-label={props.label}
      aria-activedescendant={hasSelected ? rowDomId(id, selectedId) : undefined}
      tabIndex={0}
      onFocus={props.onFocus}
    >
      <div className="list-space" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          const isSelected = row.id === selectedId;
          return (
            <ListRow
              key={item.key}
              list={props}
              row={row}
              index={item.index}
              top={item.start}
              isSelected={isSelected}
            />
          );
        })}
      </div>
    </div>
  );
}
