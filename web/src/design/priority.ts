// The look of a priority: colour and shape. A text or the shape always accompanies the colour.
import type { Priority } from "@minqing/core/alarm/priority";
import type { WarningColour } from "@minqing/core/warning/warning";
import type { z } from "zod";

export const PRIORITY_COLOURS: Record<Priority, string> = { 1: "#FF4D4F", 2: "#FF9F2E", 3: "#FFE14D", 4: "#4DA3FF" };

/** Outlines on a 24 grid: ▲ ◆ ■ ●. */
export const PRIORITY_PATHS: Record<Priority, string> = {
  1: "M12 2.5 23 21.5H1z",
  2: "M12 1 23 12 12 23 1 12z",
  3: "M3 3h18v18H3z",
  4: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20z",
};

export const WARNING_PRIORITY: Record<z.infer<typeof WarningColour>, Priority> = {
  red: 1,
  orange: 2,
  yellow: 3,
  blue: 4,
};
