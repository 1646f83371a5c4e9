// Places the tools of a list at the right of its pane's head.
import { type ReactNode, useLayoutEffect, useState } from "react";
import { createPortal } from "react-dom";

export function PaneTools({ children }: { children: ReactNode }) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  useLayoutEffect(() => setPlace(document.getElementById("events-tools")), []);
  return place === null ? null : createPortal(children, place);
}
