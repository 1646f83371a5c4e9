// The order of unacknowledged alarms: priority, then the oldest first.
import type { AlarmView } from "@minqing/core/alarm/alarm";

export const isUnacknowledged = (alarm: Pick<AlarmView, "acknowledgedAt">): boolean => alarm.acknowledgedAt === null;

export function byPriorityThenRaised(a: AlarmView, b: AlarmView): number {
  return a.priority - b.priority || (a.raisedAt < b.raisedAt ? -1 : a.raisedAt > b.raisedAt ? 1 : a.id < b.id ? -1 : 1);
}
