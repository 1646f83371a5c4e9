// The feed: open cases, and alarms without a case. Order: unacknowledged P1, then priority, then least time left.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import type { Priority } from "@minqing/core/alarm/priority";
import type { CaseView } from "@minqing/core/case/case";
import type { BoardMaps } from "@minqing/core/change/replica";
import { regionPrefix } from "@minqing/core/region/codes";

export interface FeedItem {
  id: string;
  kind: "case" | "alarm";
  priority: Priority;
  /** An unacknowledged P1: comes first everywhere. */
  urgent: boolean;
  position: readonly [number, number] | null;
  regionCode: string;
  deadlineAt: string | null;
  since: string;
  case: CaseView | null;
  alarm: AlarmView | null;
}

const ofCase = (found: CaseView, alarm: AlarmView | null): FeedItem => ({
  id: `case:${found.id}`,
  kind: "case",
  priority: found.priority,
  // The case is not accepted, or the alarm that opened it is not acknowledged.
  urgent: found.priority === 1 && (found.status === "reported" || (alarm !== null && alarm.acknowledgedAt === null)),
  position: found.position,
  regionCode: found.regionCode,
  deadlineAt: found.deadlineAt,
  since: found.reportedAt,
  case: found,
  alarm,
});

const ofAlarm = (alarm: AlarmView): FeedItem => ({
  id: `alarm:${alarm.id}`,
  kind: "alarm",
  priority: alarm.priority,
  urgent: alarm.priority === 1 && alarm.acknowledgedAt === null,
  position: alarm.position,
  regionCode: alarm.regionCode,
  deadlineAt: null,
  since: alarm.raisedAt,
  case: null,
  alarm,
});

export function feedItems(board: Pick<BoardMaps, "case" | "alarm">): FeedItem[] {
  const alarmOfCase = new Map<string, AlarmView>();
  const loose: FeedItem[] = [];
  for (const alarm of board.alarm.values()) {
    if (alarm.caseId !== null && board.case.has(alarm.caseId)) alarmOfCase.set(alarm.caseId, alarm);
    else loose.push(ofAlarm(alarm));
  }
  const cases = [...board.case.values()].map((found) => ofCase(found, alarmOfCase.get(found.id) ?? null));
  return [...cases, ...loose].toSorted(compareFeed);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const dueMs = (item: FeedItem): number =>
  item.deadlineAt === null ? Number.POSITIVE_INFINITY : Date.parse(item.deadlineAt);

export function compareFeed(a: FeedItem, b: FeedItem): number {
  if (a.urgent !== b.urgent) return a.urgent ? -1 : 1;
  if (a.priority !== b.priority) return a.priority - b.priority;
  const [dueA, dueB] = [dueMs(a), dueMs(b)];
  if (dueA !== dueB) return dueA < dueB ? -1 : 1;
  return compareText(a.since, b.since) || compareText(a.id, b.id);
}

export const isInRegion = (item: Pick<FeedItem, "regionCode">, region: string | null): boolean =>
  region === null || item.regionCode.startsWith(regionPrefix(region));

/** The first `rows` items: those of the region, and unacknowledged P1 of every region. */
export function feedRows(items: readonly FeedItem[], region: string | null, rows: number): FeedItem[] {
  return items.filter((item) => item.urgent || isInRegion(item, region)).slice(0, rows);
}

export function countByPriority(items: readonly FeedItem[]): [number, number, number, number] {
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  for (const { priority } of items) counts[priority - 1] = (counts[priority - 1] ?? 0) + 1;
  return counts;
}
