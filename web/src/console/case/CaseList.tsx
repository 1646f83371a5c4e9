// The cases of one tab: filtered, held in order, walked by J and K.
import { useMemo } from "react";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { useCases, useIsLoaded } from "../board.ts";
import { clearFilter, selectCase, useDesk, useSelectedCaseId } from "../desk-store.ts";
import { EmptyList } from "../EmptyList.tsx";
import { HintBar } from "../frame/HintBar.tsx";
import { paneListId, useKeyedList } from "../keys/list-registry.ts";
import { PaneTools } from "../PaneTools.tsx";
import { casePath } from "../route.ts";
import { SkeletonRows } from "../SkeletonRows.tsx";
import { goTo } from "../use-route.ts";
import { VirtualList } from "../VirtualList.tsx";
import { CaseRow } from "./CaseRow.tsx";
import { filterCases, isFiltering } from "./case-filter.ts";
import { type CaseTab, isUnderTab } from "./case-tab.ts";
import { FreshPill } from "./FreshPill.tsx";
import { OpenCasesBefore } from "./OpenCasesBefore.tsx";
import { byPriorityThenTimeLeft } from "./order.ts";
import { useHeldRows } from "./use-held-rows.ts";

export const EVENT_ROW_PX = 31;

const openCase = (id: string) => goTo(casePath(id));

function ColumnHeads() {
  const t = useText();
  return (
    <div className="row column-heads" aria-hidden="true">
      <span className="cell-shape" />
      <span className="cell-number">{t("console.column.number")}</span>
      <span className="cell-category">{t("console.column.category")}</span>
      <span className="cell-place">{t("console.column.place")}</span>
      <span className="cell-left">{t("console.column.left")}</span>
      <span className="cell-source">{t("console.column.source")}</span>
      <span className="cell-owner">{t("console.column.owner")}</span>
      <span className="cell-age">{t("console.column.age")}</span>
    </div>
  );
}

export function CaseList({ tab }: { tab: CaseTab }) {
  const t = useText();
  const nowMs = useNow();
  const cases = useCases();
  const isLoaded = useIsLoaded();
  const filter = useDesk((state) => state.filter);
  const selectedId = useSelectedCaseId();
  const underTab = useMemo(() => [...cases.values()].filter((row) => isUnderTab(tab, row.status)), [cases, tab]);
  const rows = useMemo(() => filterCases(underTab, filter), [underTab, filter]);
  const held = useHeldRows(rows, byPriorityThenTimeLeft, `${tab} ${JSON.stringify(filter)}`);
  useKeyedList("events", {
    ids: held.rows.map((row) => row.id),
    selectedId,
    select: selectCase,
    open: openCase,
    takeFresh: held.takeFresh,
  });
  return (
    <>
      <PaneTools>
        <FreshPill fresh={held.fresh} onTake={held.takeFresh} />
        <span className="muted">{t("console.sortedBy.left")}</span>
      </PaneTools>
      <ColumnHeads />
      {!isLoaded && <SkeletonRows count={12} height={EVENT_ROW_PX} />}
      {isLoaded && held.rows.length === 0 && (
        <EmptyList
          text={t(isFiltering(filter) ? "console.empty.filtered" : `console.empty.${tab}`, { n: underTab.length })}
          action={
            isFiltering(filter)
              ? { label: t("console.filter.clear"), run: clearFilter }
              : { label: t("console.newCase"), run: () => useDesk.setState({ newCaseOpen: true }), key: "new-case" }
          }
        />
      )}
      {held.rows.length > 0 && (
        <VirtualList
          id={paneListId("events")}
          label={t(`console.tab.${tab}`)}
          rows={held.rows}
          rowHeight={EVENT_ROW_PX}
          selectedId={selectedId}
          onSelect={(row) => selectCase(row.id)}
          onOpen={(row) => openCase(row.id)}
          onFocus={() => useDesk.setState({ pane: "events" })}
          renderRow={(row) => <CaseRow row={row} nowMs={nowMs} />}
        />
      )}
      <HintBar
        acts={["next", "previous", "acknowledge", "register", "dispatch", "open", "new-case"]}
        note={
          <>
            <OpenCasesBefore /> {t("console.shown", { n: held.rows.length, all: underTab.length })}
          </>
        }
      />
    </>
  );
}
