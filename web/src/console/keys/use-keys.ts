// Listens to the keys of a page, except while a dialog is open.
import { useEffect, useRef } from "react";
import type { KeyAct } from "./key-map.ts";
import { type PendingStroke, readKey } from "./read-key.ts";

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    isTextInput(target)
  );
}

const isTextInput = (target: HTMLElement): boolean =>
  target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type);

/** Enter and Space on a button or a link activate it. */
const isOwnKey = (event: KeyboardEvent): boolean =>
  (event.key === "Enter" || event.key === " ") &&
  event.target instanceof HTMLElement &&
  event.target.closest("button, a, summary") !== null;

/** `onAct` returns whether it handled the key; only then the browser's default is prevented. */
export function useKeys(onAct: (act: KeyAct) => boolean): void {
  const latest = useRef(onAct);
  latest.current = onAct;
  useEffect(() => {
    let pending: PendingStroke | null = null;
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented || isOwnKey(event)) return;
      if (document.querySelector("dialog[open]") !== null) return;
      const { key, ctrlKey: ctrl, altKey: alt, metaKey: meta } = event;
      const stroke = { key, ctrl, alt, meta, typing: isTyping(event.target), atMs: event.timeStamp };
      const reading = readKey(pending, stroke);
      pending = reading.pending;
      if (reading.act !== null && latest.current(reading.act)) event.preventDefault();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}
