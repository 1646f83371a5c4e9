// Puts the focus into a field when it opens.
import { type RefObject, useEffect, useRef } from "react";

export function useFocus<E extends HTMLElement = HTMLInputElement>(focused = true): RefObject<E | null> {
  const field = useRef<E>(null);
  useEffect(() => {
    if (focused) field.current?.focus();
  }, [focused]);
  return field;
}
