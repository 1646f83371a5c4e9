// Pane A (事件): cases by stage, alarms to acknowledge, detections to review.

import { useMemo } from "react";
import { useText } from "../../i18n/use-text.ts";
import { AlarmList } from "../alarm/AlarmList.tsx";
import { isUnacknowledged } from "../alarm/alarm-order.ts";
import { useAlarms, useCases, useDetections } from "../board.ts";
import { showTab, useDesk } from "../desk-store.ts";
import { DetectionList } from "../detection/DetectionList.tsx";
import { CaseFilters } from "./CaseFilters.tsx";
import { CaseList } from "./CaseList.tsx";
import { EVENT_TABS, type EventTab, isCaseTab, isUnderTab } from "./case-tab.ts";

function useTabCounts(): Record<EventTab, number> {
  const cases = useCases();
  const alarms = useAlarms();
  const detections = useDetections();
  return useMemo(() => {
    const counts = { alarms: 0, intake: 0, active: 0, closing: 0, all: cases.size, review: detections.size };
    for (const row of cases.values()) {
      for (const tab of ["intake", "active", "closing"] as const) if (isUnderTab(tab, row.status)) counts[tab] += 1;
    }
    for (const alarm of alarms.values()) if (isUnacknowledged(alarm)) counts.alarms += 1;
    return counts;
  }, [cases, alarms, detections]);
}

function Tabs() {
  const t = useText();
  const tab = useDesk((state) => state.tab);
  const counts = useTabCounts();
  return (
    <div className="tabs" role="tablist" aria-label={t("console.events")}>
      {EVENT_TABS.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`tab-${name}`}
          aria-selected={name === tab}
          tabIndex={name === tab ? 0 : -1}
          className={`tab ${name === tab ? "is-current" : ""} ${name === "alarms" && counts.alarms > 0 ? "is-waiting" : ""}`}
          onClick={() => showTab(name)}
        >
          {t(`console.tab.${name}`)} <span className="count">{counts[name]}</span>
        </button>
      ))}
    </div>
  );
}

export function EventsPane() {
  const t = useText();
  const tab = useDesk((state) => state.tab);
  const hasKeys = useDesk((state) => state.pane === "events");
  return (
    <section className={`pane events ${hasKeys ? "has-keys" : ""}`} aria-label={t("console.events")}>
      <header className="pane-head">
        <h2>{t("console.events")}</h2>
        <Tabs />
        <div className="pane-tools" id="events-tools" />
      </header>
      <CaseFilters />
      {isCaseTab(tab) ? <CaseList tab={tab} /> : tab === "alarms" ? <AlarmList /> : <DetectionList />}
    </section>
  );
}
