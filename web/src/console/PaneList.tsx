// The list of a pane with its keys and its states: loading, empty with a reason, rows.
import type { ReactNode } from "react";
import { useDesk } from "./desk-store.ts";
import { EmptyList, type EmptyListProps } from "./EmptyList.tsx";
import type { Pane } from "./keys/key-map.ts";
import { paneListId, useKeyedList } from "./keys/list-registry.ts";
import { SkeletonRows } from "./SkeletonRows.tsx";
import { VirtualList } from "./VirtualList.tsx";

interface Props<Row> {
  pane: Pane;
  label: string;
  isLoaded: boolean;
  rows: readonly Row[];
  rowHeight: number;
  selectedId: string | null;
  onSelect(id: string): void;
  onOpen(row: Row): void;
  takeFresh?(): void;
  empty: EmptyListProps;
  renderRow(row: Row, index: number): ReactNode;
  rowClass?(row: Row, index: number): string;
}

const SKELETON_PX = 360;

export function PaneList<Row extends { id: string }>(props: Props<Row>) {
  const { pane, rows, rowHeight, selectedId, onSelect, onOpen, takeFresh, rowClass } = props;
  useKeyedList(pane, {
    ids: rows.map(({ id }) => id),
    selectedId,
    select: onSelect,
    open: (id) => {
      const row = rows.find((each) => each.id === id);
      if (row !== undefined) onOpen(row);
    },
    ...(takeFresh === undefined ? {} : { takeFresh }),
  });
  if (!props.isLoaded) return <SkeletonRows count={Math.round(SKELETON_PX / rowHeight)} height={rowHeight} />;
  if (rows.length === 0) return <EmptyList {...props.empty} />;
  return (
    <VirtualList
      id={paneListId(pane)}
      label={props.label}
      rows={rows}
      rowHeight={rowHeight}
      selectedId={selectedId}
      onSelect={({ id }) => onSelect(id)}
      onOpen={onOpen}
      onFocus={() => useDesk.setState({ pane })}
      renderRow={props.renderRow}
      {...(rowClass === undefined ? {} : { rowClass })}
    />
  );
}
