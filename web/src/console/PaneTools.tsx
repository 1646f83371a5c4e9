// What a list puts at the right of its pane's head: the head belongs to the pane, the tools to the list.
import { type ReactNode, useLayoutEffect, useState } from "react";
import { createPortal } from "react-dom";

export function PaneTools({ children }: { children: ReactNode }) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  useLayoutEffect(() => setPlace(document.getElementById("events-tools")), []);
  return place === null ? null : createPortal(children, place);
}
