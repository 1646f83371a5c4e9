// The console's keys: one table for the help sheet, the hints beside the lists and the dispatch of key presses.

export const PANES = ["events", "unassigned", "forces", "map"] as const;
export type Pane = (typeof PANES)[number];

export type KeyAct =
  | "next"
  | "previous"
  | "open"
  | "acknowledge"
  | "register"
  | "dispatch"
  | "take"
  | "submit"
  | "close"
  | "return"
  | "rework"
  | "reject"
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
  | `priority-${1 | 2 | 3 | 4}`;

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
  { act: "register", strokes: ["f"], group: "act" },
  { act: "dispatch", strokes: ["d"], group: "act" },
  { act: "take", strokes: ["t"], group: "act" },
  { act: "submit", strokes: ["s"], group: "act" },
  { act: "close", strokes: ["r"], group: "act" },
  { act: "return", strokes: ["b"], group: "act" },
  { act: "rework", strokes: ["w"], group: "act" },
  { act: "reject", strokes: ["x"], group: "act" },
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

/** The strokes that are shown beside a command. */
export function strokesOf(act: KeyAct): readonly string[] {
  return KEY_MAP.find((binding) => binding.act === act)?.strokes ?? [];
}
