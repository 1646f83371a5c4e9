// The tabs of the event list; the table of stages says which statuses are under each.
import { stageOf } from "@minqing/core/case/stages";
import type { CaseStatus } from "@minqing/core/case/status";

export const EVENT_TABS = ["alarms", "intake", "active", "closing", "all", "review"] as const;
export type EventTab = (typeof EVENT_TABS)[number];

/** The tabs that hold cases; `alarms` holds unacknowledged alarms, `review` detections that a person must review. */
export type CaseTab = Exclude<EventTab, "alarms" | "review">;

export const isCaseTab = (tab: EventTab): tab is CaseTab => tab !== "alarms" && tab !== "review";

export const isUnderTab = (tab: CaseTab, status: CaseStatus): boolean => tab === "all" || stageOf(status).group === tab;

/** The tab that shows a case of this status. */
export const tabOf = (status: CaseStatus): CaseTab => stageOf(status).group ?? "all";
