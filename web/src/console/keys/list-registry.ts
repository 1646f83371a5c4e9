// The rows that each pane shows now, for the key listener. Panes register their lists.
import { useEffect, useRef } from "react";
import type { Pane } from "./key-map.ts";

export interface KeyedList {
  ids: readonly string[];
  selectedId: string | null;
  select(id: string): void;
  open(id: string): void;
  takeFresh?(): void;
}

const lists = new Map<Pane, () => KeyedList>();

export const listOf = (pane: Pane): KeyedList | null => lists.get(pane)?.() ?? null;

export function useKeyedList(pane: Pane, list: KeyedList): void {
  const latest = useRef(list);
  latest.current = list;
  useEffect(() => {
    const read = () => latest.current;
    lists.set(pane, read);
    return () => {
      if (lists.get(pane) === read) lists.delete(pane);
    };
  }, [pane]);
}

export const paneListId = (pane: Pane): string => `pane-${pane}-list`;

export function focusPaneList(pane: Pane): void {
  document.getElementById(paneListId(pane))?.focus({ preventScroll: true });
}
