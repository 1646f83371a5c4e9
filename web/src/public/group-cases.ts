// Public cases for a list: counts by status, filter, groups by day. Pure.
import { PUBLIC_STATUSES, type PublicCase, type PublicStatus } from "@minqing/core/privacy/public-place";

export interface PublicFilter {
  status: PublicStatus | null;
  /** Name of a town (镇街); null for all. */
  town: string | null;
}

export const countByStatus = (items: readonly PublicCase[]): Record<PublicStatus, number> =>
  Object.fromEntries(
    PUBLIC_STATUSES.map((status) => [status, items.filter((item) => item.status === status).length]),
  ) as Record<PublicStatus, number>;

export const townsOf = (items: readonly PublicCase[]): string[] =>
  [...new Set(items.map(({ town }) => town))].filter((town) => town !== "").sort((a, b) => a.localeCompare(b, "zh-CN"));

export const filterCases = (items: readonly PublicCase[], { status, town }: PublicFilter): PublicCase[] =>
  items.filter((item) => (status === null || item.status === status) && (town === null || item.town === town));

/** In the order of the items, which is newest first. */
export function byDay(items: readonly PublicCase[]): { day: string; items: PublicCase[] }[] {
  const days = Map.groupBy(items, ({ day }) => day);
  return [...days].map(([day, ofDay]) => ({ day, items: ofDay }));
}
