// When the keys of a page rest: a person types or picks in a field, or something stands over the page and has the keys.

const isTextInput = (target: Element): boolean =>
  target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type);

/** A field that takes letters: they are typed, or pick from its list. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    target.matches("[aria-haspopup=listbox]") ||
    isTextInput(target)
  );
}

/** A dialog, a menu or an open list receives the keys while it is there. */
export const isCovered = (): boolean =>
  document.querySelector("dialog[open], [popover]:popover-open, [data-overlay]") !== null;
