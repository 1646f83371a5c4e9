// The tabs of the event list, and the statuses under each.
import type { CaseStatus } from "@minqing/core/case/status";

export const EVENT_TABS = ["alarms", "intake", "active", "closing", "all", "review"] as const;
export type EventTab = (typeof EVENT_TABS)[number];

/** The tabs that hold cases; `alarms` holds unacknowledged alarms, `review` detections that a person must review. */
export type CaseTab = Exclude<EventTab, "alarms" | "review">;

const STATUSES: Readonly<Record<Exclude<CaseTab, "all">, readonly CaseStatus[]>> = {
  intake: ["reported", "verifying", "accepted"],
  active: ["registered", "dispatched", "handling"],
  closing: ["handled", "reviewing", "closing", "checking"],
};

export const isCaseTab = (tab: EventTab): tab is CaseTab => tab !== "alarms" && tab !== "review";

export const isUnderTab = (tab: CaseTab, status: CaseStatus): boolean =>
  tab === "all" || STATUSES[tab].includes(status);

/** The tab that shows a case of this status. */
export function tabOf(status: CaseStatus): CaseTab {
  if (STATUSES.intake.includes(status)) return "intake";
  if (STATUSES.active.includes(status)) return "active";
  return STATUSES.closing.includes(status) ? "closing" : "all";
}
