// The console's keys: one table for the help sheet, the hints beside the lists and the dispatch of key presses.

import { actEntry, type CaseCommandType, COMMAND_TYPES } from "@minqing/core/case/acts";

export const PANES = ["events", "unassigned", "forces", "map"] as const;
export type Pane = (typeof PANES)[number];

export type KeyAct =
  | "next"
  | "previous"
  | "open"
  | "acknowledge"
  | "p1-acknowledge"
  | "p1-open"
  | "confirm-detection"
  | "false-alarm"
  | "new-case"
  | "show-fresh"
  | "search"
  | "help"
  | "escape"
  | "previous-tab"
  | "next-tab"
  | `focus-${Pane}`
  | `priority-${1 | 2 | 3 | 4}`
  | CaseCommandType;

export interface KeyBinding {
  act: KeyAct;
  /** One stroke, or two in sequence. `Alt+1` and `Ctrl+k` include their modifier. */
  strokes: readonly string[];
  group: "move" | "act" | "view";
  /** Other strokes for the same action, not shown in the help. */
  also?: readonly (readonly string[])[];
}

export const KEY_MAP: readonly KeyBinding[] = [
  { act: "next", strokes: ["j"], group: "move", also: [["ArrowDown"]] },
  { act: "previous", strokes: ["k"], group: "move", also: [["ArrowUp"]] },
  { act: "open", strokes: ["Enter"], group: "move" },
  { act: "escape", strokes: ["Escape"], group: "move" },
  { act: "previous-tab", strokes: ["["], group: "move" },
  { act: "next-tab", strokes: ["]"], group: "move" },
  { act: "show-fresh", strokes: ["Home"], group: "move" },
  { act: "focus-events", strokes: ["g", "e"], group: "move" },
  { act: "focus-unassigned", strokes: ["g", "p"], group: "move" },
  { act: "focus-forces", strokes: ["g", "u"], group: "move" },
  { act: "focus-map", strokes: ["g", "m"], group: "move" },
  { act: "acknowledge", strokes: ["a"], group: "act" },
  // The bar of the most urgent alarm has keys of its own: A and Enter belong to the selected row, and somebody who reaches
  // for them when a P1 arrives must not accept or open that row instead.
  { act: "p1-acknowledge", strokes: ["Alt+a"], group: "act" },
  { act: "p1-open", strokes: ["Alt+Enter"], group: "act" },
  ...commandKeys(),
  { act: "confirm-detection", strokes: ["y"], group: "act" },
  { act: "false-alarm", strokes: ["z"], group: "act" },
  { act: "new-case", strokes: ["n"], group: "act" },
  { act: "search", strokes: ["/"], group: "view", also: [["Ctrl+k"]] },
  { act: "priority-1", strokes: ["Alt+1"], group: "view" },
  { act: "priority-2", strokes: ["Alt+2"], group: "view" },
  { act: "priority-3", strokes: ["Alt+3"], group: "view" },
  { act: "priority-4", strokes: ["Alt+4"], group: "view" },
  { act: "help", strokes: ["?"], group: "view" },
];

/** The keys of the commands, by core's table. Accepting a case is the same key as acknowledging an alarm. */
function commandKeys(): KeyBinding[] {
  return COMMAND_TYPES.flatMap((type) => {
    const { key } = actEntry(type);
    return key === undefined || type === "accept" ? [] : [{ act: type, strokes: [key], group: "act" as const }];
  });
}

/** What a command's key does; null for a command without one. */
export const keyActOf = (key: string | undefined): KeyAct | null =>
  KEY_MAP.find(({ strokes }) => strokes.length === 1 && strokes[0] === key)?.act ?? null;

/** The strokes that are shown beside a command. */
export function strokesOf(act: KeyAct): readonly string[] {
  return KEY_MAP.find((binding) => binding.act === act)?.strokes ?? [];
}
