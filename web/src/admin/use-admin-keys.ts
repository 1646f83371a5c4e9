// The keys of the page: digits open sections (0 the tenth), J K move in the list, / searches, N creates, Esc closes. Inactive during
// typing.
import { useEffect, useRef } from "react";
import { isCovered, isTyping } from "../ui/page-keys.ts";

export type AdminKey = "next" | "previous" | "search" | "new" | "escape" | `section-${number}`;

const KEYS: Readonly<Record<string, AdminKey>> = {
  j: "next",
  ArrowDown: "next",
  k: "previous",
  ArrowUp: "previous",
  "/": "search",
  n: "new",
};

/** The key of the section at this place. */
export const sectionKey = (index: number): string => String((index + 1) % 10);

/** The action of a key press; null without one. */
export function readAdminKey(key: string, typing: boolean): AdminKey | null {
  if (key === "Escape") return "escape";
  if (typing) return null;
  if (/^[0-9]$/.test(key)) return `section-${Number(key) || 10}`;
  return KEYS[key] ?? null;
}

/** `onKey` returns whether it handled the key; only then the browser's default is prevented. */
export function useAdminKeys(onKey: (key: AdminKey) => boolean): void {
  const latest = useRef(onKey);
  latest.current = onKey;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { key, ctrlKey, altKey, metaKey, target } = event;
      if (event.isComposing || event.defaultPrevented || ctrlKey || altKey || metaKey) return;
      if (isCovered()) return;
      const typing = isTyping(target);
      // The first Escape only leaves the field; the typed text stays.
      if (key === "Escape" && typing && target instanceof HTMLElement) {
        // Chromium clears a search field on Escape.
        if (target instanceof HTMLInputElement && target.type === "search") event.preventDefault();
        return target.blur();
      }
      const read = readAdminKey(key, typing);
      if (read !== null && latest.current(read)) event.preventDefault();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

/** The row after or before the selected one; null at the end of the list. */
export function walk<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  selected: string | null,
  key: AdminKey,
): Row | null {
  if (key !== "next" && key !== "previous") return null;
  const at = rows.findIndex((row) => keyOf(row) === selected);
  if (at === -1) return rows[0] ?? null;
  return rows[key === "next" ? at + 1 : at - 1] ?? null;
}

export function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>("[data-search]");
  field?.focus();
  field?.select();
  return field !== null;
}
