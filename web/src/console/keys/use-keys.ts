// Listens to the keys of a page, except while a dialog or a menu is open.
import { useEffect, useRef } from "react";
import { isCovered, isTyping } from "../../ui/page-keys.ts";
import type { KeyAct } from "./key-map.ts";
import { type PendingStroke, readKey } from "./read-key.ts";

/** Enter and Space on a button or a link activate it. */
const isOwnKey = (event: KeyboardEvent): boolean =>
  !event.altKey &&
  (event.key === "Enter" || event.key === " ") &&
  event.target instanceof HTMLElement &&
  event.target.closest("button, a, summary") !== null;

interface Options {
  /** Reads a key before everything else on the page, also over an open dialog. */
  first?: true;
}

/** `onAct` returns whether it handled the key; only then the browser's default is prevented. */
export function useKeys(onAct: (act: KeyAct, event: KeyboardEvent) => boolean, { first }: Options = {}): void {
  const latest = useRef(onAct);
  latest.current = onAct;
  useEffect(() => {
    let pending: PendingStroke | null = null;
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented || isOwnKey(event)) return;
      if (first !== true && isCovered()) return;
      const { key, ctrlKey: ctrl, altKey: alt, metaKey: meta } = event;
      const stroke = { key, ctrl, alt, meta, typing: isTyping(event.target), atMs: event.timeStamp };
      const reading = readKey(pending, stroke);
      pending = reading.pending;
      if (reading.act === null || !latest.current(reading.act, event)) return;
      event.preventDefault();
      if (first === true) event.stopPropagation();
    };
    window.addEventListener("keydown", listen, { capture: first === true });
    return () => window.removeEventListener("keydown", listen, { capture: first === true });
  }, [first]);
}
