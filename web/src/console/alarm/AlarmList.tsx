// Alarms nobody has acknowledged yet, also those whose cause is gone: A confirms the selected one.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { useMemo } from "react";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { useAlarms, useCases, useIsLoaded } from "../board.ts";
import type { CaseFilter } from "../case/case-filter.ts";
import { FreshPill } from "../case/FreshPill.tsx";
import { useHeldRows } from "../case/use-held-rows.ts";
import { select, showTab, useDesk } from "../desk-store.ts";
import { EmptyList } from "../EmptyList.tsx";
import { HintBar } from "../frame/HintBar.tsx";
import { paneListId, useKeyedList } from "../keys/list-registry.ts";
import { PaneTools } from "../PaneTools.tsx";
import { casePath } from "../route.ts";
import { SkeletonRows } from "../SkeletonRows.tsx";
import { goTo } from "../use-route.ts";
import { VirtualList } from "../VirtualList.tsx";
import { AlarmRow } from "./AlarmRow.tsx";
import { byPriorityThenRaised, isUnacknowledged } from "./alarm-order.ts";
import { filterAlarms } from "./filter-alarms.ts";

const ALARM_ROW_PX = 31;

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

export function AlarmList() {
  const t = useText();
  const nowMs = useNow();
  const cases = useCases();
  const isLoaded = useIsLoaded();
  const filter = useDesk((state) => state.filter);
  const selection = useDesk((state) => state.selection);
  const rows = useShownAlarms(filter);
  const held = useHeldRows(rows, byPriorityThenRaised, `alarms ${JSON.stringify(filter)}`);
  const selectedId = selection?.kind === "alarm" ? selection.id : null;
  const choose = (id: string) => select({ kind: "alarm", id });
  const open = (alarm: AlarmView | undefined) => {
    if (alarm?.caseId) goTo(casePath(alarm.caseId));
  };
  useKeyedList("events", {
    ids: held.rows.map(({ id }) => id),
    selectedId,
    select: choose,
    open: (id) => open(held.rows.find((row) => row.id === id)),
    takeFresh: held.takeFresh,
  });
  return (
    <>
      <PaneTools>
        <FreshPill fresh={held.fresh} onTake={held.takeFresh} />
        <span className="muted">{t("console.sortedBy.raised")}</span>
      </PaneTools>
      <ColumnHeads />
      {!isLoaded && <SkeletonRows count={12} height={ALARM_ROW_PX} />}
      {isLoaded && held.rows.length === 0 && (
        <EmptyList
          text={t("console.empty.alarms")}
          action={{ label: t("console.empty.alarms.do"), run: () => showTab("active") }}
        />
      )}
      {held.rows.length > 0 && (
        <VirtualList<AlarmView>
          id={paneListId("events")}
          label={t("console.tab.alarms")}
          rows={held.rows}
          rowHeight={ALARM_ROW_PX}
          selectedId={selectedId}
          onSelect={(alarm) => choose(alarm.id)}
          onOpen={open}
          onFocus={() => useDesk.setState({ pane: "events" })}
          renderRow={(alarm) => (
            <AlarmRow
              alarm={alarm}
              nowMs={nowMs}
              caseNumber={alarm.caseId === null ? null : (cases.get(alarm.caseId)?.number ?? null)}
            />
          )}
        />
      )}
      <HintBar
        acts={["next", "previous", "acknowledge", "open"]}
        note={t("console.shown", { n: held.rows.length, all: rows.length })}
      />
    </>
  );
}
