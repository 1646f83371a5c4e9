// The state of the desk: tab, filter, selection, pane with the keyboard. All panes share one selection.
import { create } from "zustand";
import { type CaseFilter, NO_FILTER } from "./case/case-filter.ts";
import type { EventTab } from "./case/case-tab.ts";
import type { Pane } from "./keys/key-map.ts";
import { readDesk } from "./route.ts";

export type Selection = { kind: "case" | "alarm" | "detection"; id: string };

interface DeskStore {
  tab: EventTab;
  filter: CaseFilter;
  selection: Selection | null;
  pane: Pane;
  helpOpen: boolean;
  newCaseOpen: boolean;
  /** The search line is open in the dock. */
  searchOpen: boolean;
}

function begin(): DeskStore {
  const { tab, filter, caseId } = readDesk(typeof location === "undefined" ? "" : location.search);
  return {
    tab,
    filter,
    selection: caseId === null ? null : { kind: "case", id: caseId },
    pane: "events",
    helpOpen: false,
    newCaseOpen: false,
    searchOpen: false,
  };
}

export const useDesk = create<DeskStore>(begin);

export const select = (selection: Selection | null): void => useDesk.setState({ selection });
export const selectCase = (id: string): void => select({ kind: "case", id });
export const showTab = (tab: EventTab): void => useDesk.setState({ tab });
export const setFilter = (change: Partial<CaseFilter>): void =>
  useDesk.setState(({ filter }) => ({ filter: { ...filter, ...change } }));
export const clearFilter = (): void => useDesk.setState({ filter: NO_FILTER });

export const useSelectedCaseId = (): string | null =>
  useDesk(({ selection }) => (selection?.kind === "case" ? selection.id : null));
