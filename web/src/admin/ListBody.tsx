// The body of a paged list: loading, failed, empty with a reason, or rows with a button for the next page.
import type { ReactNode } from "react";
import { EmptyList, type EmptyListProps } from "../console/EmptyList.tsx";
import { ReadFailure } from "../console/ReadFailure.tsx";
import { SkeletonRows } from "../console/SkeletonRows.tsx";
import { VirtualList } from "../console/VirtualList.tsx";
import { numberText } from "../i18n/numbers.ts";
import { useText } from "../i18n/use-text.ts";
import type { Pages } from "./use-pages.ts";

export const ROW_PX = 36;
const SKELETON_ROWS = 12;

interface Props<Row extends { id: string }> {
  id: string;
  label: string;
  pages: Pages<Row>;
  rows?: readonly Row[];
  selectedId: string | null;
  onSelect(row: Row): void;
  empty: EmptyListProps;
  renderRow(row: Row): ReactNode;
  rowClass?(row: Row): string;
}

export function ListBody<Row extends { id: string }>(props: Props<Row>) {
  const t = useText();
  const { pages, label } = props;
  const rows = props.rows ?? pages.rows;
  return (
    <>
      {pages.failed !== null && <ReadFailure what={label} failed={pages.failed} onRetry={() => void pages.again()} />}
      {!pages.isLoaded && pages.failed === null && <SkeletonRows count={SKELETON_ROWS} height={ROW_PX} />}
      {pages.isLoaded && rows.length === 0 && <EmptyList {...props.empty} />}
      {rows.length > 0 && (
        <VirtualList
          id={props.id}
          label={label}
          rows={rows}
          rowHeight={ROW_PX}
          selectedId={props.selectedId}
          onSelect={props.onSelect}
          onOpen={props.onSelect}
          renderRow={props.renderRow}
          {...(props.rowClass === undefined ? {} : { rowClass: props.rowClass })}
        />
      )}
      {pages.isLoaded && (
        <footer className="list-foot">
          <span className="muted">
            {t(pages.next === null ? "admin.shown" : "admin.shownSoFar", { n: numberText(rows.length) })}
          </span>
          {pages.next !== null && (
            <button type="button" className="button" disabled={pages.isReading} onClick={() => void pages.more()}>
              {t(pages.isReading ? "state.loading" : "admin.more")}
            </button>
          )}
        </footer>
      )}
    </>
  );
}
