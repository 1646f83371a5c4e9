// Alarms that are not acknowledged, also cleared ones. A acknowledges the selected one.

import type { AlarmView } from "@minqing/core/alarm/alarm";
import { useMemo } from "react";
import { goTo } from "../../design/address.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { useAlarms, useCases, useIsLoaded } from "../board.ts";
import type { CaseFilter } from "../case/case-filter.ts";
import { FreshPill } from "../case/FreshPill.tsx";
import { useHeldRows } from "../case/use-held-rows.ts";
import { select, showTab, useDesk } from "../desk-store.ts";
import { HintBar } from "../frame/HintBar.tsx";
import type { KeyAct } from "../keys/key-map.ts";
import { PaneList } from "../PaneList.tsx";
import { PaneTools } from "../PaneTools.tsx";
import { casePath } from "../route.ts";
import { AlarmRow } from "./AlarmRow.tsx";
import { byPriorityThenRaised, isUnacknowledged } from "./alarm-order.ts";
import { filterAlarms } from "./filter-alarms.ts";

const ALARM_ROW_PX = 31;
const HINTS: readonly KeyAct[] = ["next", "previous", "acknowledge", "open"];

function useShownAlarms(filter: CaseFilter): AlarmView[] {
  const alarms = useAlarms();
  return useMemo(() => filterAlarms([...alarms.values()].filter(isUnacknowledged), filter), [alarms, filter]);
}

function ColumnHeads() {
  const t = useText();
  return (
    <div className="row column-heads" aria-hidden="true">
      <span className="cell-shape" />
      <span className="alarm-name">{t("console.column.alarm")}</span>
      <span className="alarm-thing">{t("console.column.thing")}</span>
      <span className="cell-place">{t("console.column.place")}</span>
      <span className="alarm-value">{t("console.column.value")}</span>
      <span className="alarm-state">{t("console.column.case")}</span>
      <span className="alarm-raised">{t("console.column.raised")}</span>
      <span className="cell-age">{t("console.column.waiting")}</span>
    </div>
  );
}

function openCaseOf({ caseId }: AlarmView): void {
  if (caseId !== null) goTo(casePath(caseId));
}

export function AlarmList() {
  const t = useText();
  const nowMs = useNow();
  const cases = useCases();
  const isLoaded = useIsLoaded();
  const filter = useDesk((state) => state.filter);
  const selection = useDesk((state) => state.selection);
  const rows = useShownAlarms(filter);
  const held = useHeldRows(rows, byPriorityThenRaised, `alarms ${JSON.stringify(filter)}`);
  const caseNumber = ({ caseId }: AlarmView) => (caseId === null ? null : (cases.get(caseId)?.number ?? null));
  return (
    <>
      <PaneTools>
        <FreshPill fresh={held.fresh} onTake={held.takeFresh} />
        <span className="muted">{t("console.sortedBy.raised")}</span>
      </PaneTools>
      <ColumnHeads />
      <PaneList<AlarmView>
        pane="events"
        label={t("console.tab.alarms")}
        isLoaded={isLoaded}
        rows={held.rows}
        rowHeight={ALARM_ROW_PX}
        selectedId={selection?.kind === "alarm" ? selection.id : null}
        onSelect={(id) => select({ kind: "alarm", id })}
        onOpen={openCaseOf}
        takeFresh={held.takeFresh}
        empty={{
          text: t("console.empty.alarms"),
          action: { label: t("console.empty.alarms.do"), run: () => showTab("active") },
        }}
        renderRow={(alarm) => <AlarmRow alarm={alarm} nowMs={nowMs} caseNumber={caseNumber(alarm)} />}
      />
      <HintBar acts={HINTS}>{t("console.shown", { n: held.rows.length, all: rows.length })}</HintBar>
    </>
  );
}
