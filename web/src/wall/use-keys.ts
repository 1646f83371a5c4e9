// The keys of the wall: 1–4 choose themes, Esc goes one level up, F toggles full screen. Inactive in text fields.
import { isInside, parentRegion } from "@minqing/core/region/codes";
import { useEffect } from "react";
import { go } from "./route.ts";
import { themeOfKey } from "./theme.ts";

/** The region one level up; null for the home region. */
export const upFrom = (region: string, home: string): string | null => {
  const parent = parentRegion(region);
  return parent === null || parent === home || !isInside(parent, home) ? null : parent;
};

export function useKeys(region: string | null, home: string): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
      const theme = themeOfKey(event.key);
      if (theme !== null) go({ theme });
      else if ((event.key === "Escape" || event.key === "Backspace") && region !== null)
        go({ region: upFrom(region, home) });
      else if (event.key === "f" || event.key === "F") void toggleFullScreen();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [region, home]);
}

async function toggleFullScreen(): Promise<void> {
  if (document.fullscreenElement === null) await document.documentElement.requestFullscreen();
  else await document.exitFullscreen();
}
