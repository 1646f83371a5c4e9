// The number of alarms at this desk in ten minutes. [EEMUA 191: about 1 acceptable, 2 manageable, more than 10 a flood]
import type { AlarmView } from "@minqing/core/alarm/alarm";

export const BUDGET_WINDOW_MS = 10 * 60_000;
export const BUDGET_LIMIT = 10;

export interface AlarmBudget {
  count: number;
  level: "calm" | "busy" | "flood";
}

/** `raisedAtMs`: the instants of all alarms that the desk has seen, also of those that left the board. */
export function alarmBudget(raisedAtMs: Iterable<number>, nowMs: number): AlarmBudget {
  let count = 0;
  for (const at of raisedAtMs) if (at > nowMs - BUDGET_WINDOW_MS && at <= nowMs) count += 1;
  return { count, level: count > BUDGET_LIMIT ? "flood" : count > 2 ? "busy" : "calm" };
}

/** The seen alarms inside the window, by id: an alarm that left the board still counts. */
export function cacheAlarms(
  seen: ReadonlyMap<string, number>,
  onBoard: Iterable<Pick<AlarmView, "id" | "raisedAt">>,
  nowMs: number,
): ReadonlyMap<string, number> {
  const next = new Map([...seen].filter(([, at]) => at > nowMs - BUDGET_WINDOW_MS));
  for (const alarm of onBoard) {
    const at = Date.parse(alarm.raisedAt);
    if (at > nowMs - BUDGET_WINDOW_MS) next.set(alarm.id, at);
  }
  return next;
}
