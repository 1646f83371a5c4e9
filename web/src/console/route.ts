// The console's addresses: the desk, and one case. The state of the list stands in the query, so that a link shows the
// same.
import { type CaseFilter, readFilter, writeFilter } from "./case/case-filter.ts";
import { EVENT_TABS, type EventTab } from "./case/case-tab.ts";

export type Route = { page: "desk" } | { page: "case"; id: string };

export interface DeskState {
  tab: EventTab;
  filter: CaseFilter;
  caseId: string | null;
}

export const DESK_PATH = "/console";

export const casePath = (id: string): string => `${DESK_PATH}/cases/${encodeURIComponent(id)}`;

/** Null for an unknown address. */
export function readRoute(pathname: string): Route | null {
  const path = pathname.replace(/\/+$/, "");
  if (path === DESK_PATH || path === `${DESK_PATH}.html`) return { page: "desk" };
  const match = /^\/console\/cases\/([^/]+)$/.exec(path);
  return match?.[1] === undefined ? null : { page: "case", id: decodeURIComponent(match[1]) };
}

export function readDesk(search: string): DeskState {
  const query = new URLSearchParams(search);
  const tab = EVENT_TABS.find((name) => name === query.get("tab")) ?? "active";
  return { tab, filter: readFilter(query), caseId: query.get("case") };
}

/** The query of a desk without default values; other parts of `search` stay. */
export function writeDesk(state: DeskState, search: string): string {
  const query = new URLSearchParams(search);
  if (state.tab === "active") query.delete("tab");
  else query.set("tab", state.tab);
  if (state.caseId === null) query.delete("case");
  else query.set("case", state.caseId);
  writeFilter(state.filter, query);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}
