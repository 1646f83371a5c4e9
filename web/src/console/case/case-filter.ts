// The filter of the event list. It stands in the page's address, so that a link shows the same list.
import { Priority } from "@minqing/core/alarm/priority";
import type { CaseView } from "@minqing/core/case/case";
import { CaseStatus } from "@minqing/core/case/status";
import { regionPrefix } from "@minqing/core/region/codes";
import { matcherFor } from "@minqing/core/text/search";
import { z } from "zod";

export interface CaseFilter {
  priorities: readonly Priority[];
  status: CaseStatus | null;
  region: string | null;
  category: string | null;
  text: string;
}

export const NO_FILTER: CaseFilter = { priorities: [], status: null, region: null, category: null, text: "" };

export const isFiltering = (filter: CaseFilter): boolean =>
  filter.priorities.length > 0 ||
  filter.status !== null ||
  filter.region !== null ||
  filter.category !== null ||
  filter.text.trim() !== "";

const RegionParam = z.string().regex(/^\d{6}(\d{3}){0,3}$/);

export function readFilter(query: URLSearchParams): CaseFilter {
  const priorities = (query.get("p") ?? "").split("").flatMap((digit) => {
    const parsed = Priority.safeParse(Number(digit));
    return parsed.success ? [parsed.data] : [];
  });
  const status = CaseStatus.safeParse(query.get("status"));
  const region = RegionParam.safeParse(query.get("region"));
  return {
    priorities,
    status: status.success ? status.data : null,
    region: region.success ? region.data : null,
    category: query.get("category"),
    text: query.get("q") ?? "",
  };
}

export function writeFilter(filter: CaseFilter, query: URLSearchParams): void {
  const put = (key: string, value: string | null) => (value ? query.set(key, value) : query.delete(key));
  put("p", filter.priorities.join(""));
  put("status", filter.status);
  put("region", filter.region);
  put("category", filter.category);
  put("q", filter.text.trim());
}

/** Every term of the text must occur in one of the row's fields. */
export function filterCases(rows: Iterable<CaseView>, filter: CaseFilter): CaseView[] {
  const matches = matcherFor(filter.text);
  const prefix = filter.region === null ? null : regionPrefix(filter.region);
  const found: CaseView[] = [];
  for (const row of rows) {
    if (filter.priorities.length > 0 && !filter.priorities.includes(row.priority)) continue;
    if (filter.status !== null && row.status !== filter.status) continue;
    if (prefix !== null && !row.regionCode.startsWith(prefix)) continue;
    if (filter.category !== null && row.category !== filter.category) continue;
    const { number, title, categoryNameZh, categoryNameEn, regionName, address, departmentName } = row;
    if (!matches(number, title, categoryNameZh, categoryNameEn, regionName, address, departmentName)) continue;
    found.push(row);
  }
  return found;
}
