// The unacknowledged P1 that the bar shows, and how many more there are.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { byPriorityThenRaised, isUnacknowledged } from "./alarm-order.ts";

export interface WaitingP1 {
  /** The one that has waited longest, so that a new arrival never replaces the alarm under somebody's finger. */
  first: AlarmView;
  more: number;
}

export function waitingP1(alarms: Iterable<AlarmView>): WaitingP1 | null {
  const waiting = [...alarms].filter((alarm) => alarm.priority === 1 && isUnacknowledged(alarm));
  const [first] = waiting.sort(byPriorityThenRaised);
  return first === undefined ? null : { first, more: waiting.length - 1 };
}
