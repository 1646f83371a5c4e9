// The wall's keys: 1–4 themes, Esc one level up, F full screen. None when somebody types.
import { isInside, parentRegion } from "@minqing/core/region/codes";
import { useEffect } from "react";
import { go } from "./route.ts";
import { themeOfKey } from "./theme.ts";

/** One level up; null is where the wall opens. */
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
