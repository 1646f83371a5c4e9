// The filter of a list and its open item (an existing one by its id, or a new one). Both stand in the address.
import { useState } from "react";
import { useText } from "../i18n/use-text.ts";
import { useQueryState } from "./query-state.ts";
import { leave } from "./unsaved.ts";
import { focusSearch, useAdminKeys, walk } from "./use-admin-keys.ts";

/** `what` is the name of the open item in the address. */
export function useListState<Name extends string>(what: Name, filters: readonly Name[]) {
  const t = useText();
  const [query, change] = useQueryState([...filters, what]);
  const [isNew, setIsNew] = useState(false);
  const openCreated = (id: string) => change({ [what]: id } as Partial<Record<Name, string>>);
  const go = (id: string, begins: boolean) =>
    leave(t, () => {
      setIsNew(begins);
      openCreated(id);
    });
  const selected = query[what];
  return {
    query,
    change,
    selected,
    isNew,
    isOpen: isNew || selected !== "",
    show: (id: string) => go(id, false),
    begin: () => go("", true),
    /** Opens an item that was just created, without asking about unsaved changes. */
    openCreated,
  };
}

export type ListState<Name extends string> = ReturnType<typeof useListState<Name>>;

export function useListKeys<Row extends { id: string }>(
  rows: readonly Row[],
  { selected, show, begin }: { selected: string; show(id: string): void; begin(): void },
): void {
  useAdminKeys((key) => {
    if (key === "search") return focusSearch();
    if (key === "new") begin();
    if (key === "escape") show("");
    const next = walk(rows, ({ id }) => id, selected, key);
    if (next !== null) show(next.id);
    return next !== null || key === "new" || key === "escape";
  });
}
