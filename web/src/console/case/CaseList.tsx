// The cases of one tab: filtered, in a stable order, with keyboard selection by J and K.

import { useMemo } from "react";
import { useSession } from "../../access/SessionGate.tsx";
import { goTo } from "../../design/address.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { mayPress } from "../access/may-press.ts";
import { useCases, useIsLoaded } from "../board.ts";
import { clearFilter, selectCase, useDesk, useSelectedCaseId } from "../desk-store.ts";
import type { EmptyListProps } from "../EmptyList.tsx";
import { HintBar } from "../frame/HintBar.tsx";
import type { KeyAct } from "../keys/key-map.ts";
import { PaneList } from "../PaneList.tsx";
import { PaneTools } from "../PaneTools.tsx";
import { casePath } from "../route.ts";
import { CaseRow } from "./CaseRow.tsx";
import { filterCases, isFiltering } from "./case-filter.ts";
import { type CaseTab, isUnderTab } from "./case-tab.ts";
import { FreshPill } from "./FreshPill.tsx";
import { OpenCasesBefore } from "./OpenCasesBefore.tsx";
import { byPriorityThenTimeLeft } from "./order.ts";
import { useHeldRows } from "./use-held-rows.ts";

const EVENT_ROW_PX = 31;
const HINTS: readonly KeyAct[] = ["next", "previous", "acknowledge", "register", "dispatch", "open", "new-case"];

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

function useEmpty(tab: CaseTab, underTab: number): EmptyListProps {
  const t = useText();
  const { roles } = useSession();
  const filter = useDesk((state) => state.filter);
  if (isFiltering(filter)) {
    const action = { label: t("console.filter.clear"), run: clearFilter };
    return { text: t("console.empty.filtered", { n: underTab }), action };
  }
  if (!mayPress("new-case", roles)) return { text: t(`console.empty.${tab}`) };
  const run = () => useDesk.setState({ newCaseOpen: true });
  return { text: t(`console.empty.${tab}`), action: { label: t("console.newCase"), run, key: "new-case" } };
}

export function CaseList({ tab }: { tab: CaseTab }) {
  const t = useText();
  const nowMs = useNow();
  const cases = useCases();
  const filter = useDesk((state) => state.filter);
  const underTab = useMemo(() => [...cases.values()].filter((row) => isUnderTab(tab, row.status)), [cases, tab]);
  const rows = useMemo(() => filterCases(underTab, filter), [underTab, filter]);
  const held = useHeldRows(rows, byPriorityThenTimeLeft, `${tab} ${JSON.stringify(filter)}`);
  const isLoaded = useIsLoaded();
  const selectedId = useSelectedCaseId();
  const empty = useEmpty(tab, underTab.length);
  const shown = t("console.shown", { n: held.rows.length, all: underTab.length });
  return (
    <>
      <PaneTools>
        <FreshPill fresh={held.fresh} onTake={held.takeFresh} />
        <span className="muted">{t("console.sortedBy.left")}</span>
      </PaneTools>
      <ColumnHeads />
      <PaneList
        pane="events"
        label={t(`console.tab.${tab}`)}
        isLoaded={isLoaded}
        rows={held.rows}
        rowHeight={EVENT_ROW_PX}
        selectedId={selectedId}
        onSelect={selectCase}
        onOpen={({ id }) => goTo(casePath(id))}
        takeFresh={held.takeFresh}
        empty={empty}
        renderRow={(row) => <CaseRow row={row} nowMs={nowMs} />}
      />
      <HintBar acts={HINTS}>
        <OpenCasesBefore /> {shown}
      </HintBar>
    </>
  );
}
