// Turns key presses into actions: single keys, and sequences of two such as G then E. Pure; the listener stores the
// state.
import { KEY_MAP, type KeyAct } from "./key-map.ts";

export interface Stroke {
  key: string;
  ctrl: boolean;
  alt: boolean;
  meta: boolean;
  /** The press happened inside a text field. */
  typing: boolean;
  atMs: number;
}

/** The first stroke of a sequence that waits for the second. */
export interface PendingStroke {
  stroke: string;
  atMs: number;
}

export interface KeyReading {
  act: KeyAct | null;
  pending: PendingStroke | null;
}

/** After this time the first stroke of a sequence is dropped. */
export const CHORD_MS = 1500;

const NOTHING: KeyReading = { act: null, pending: null };

function nameOf(stroke: Stroke): string {
  const key = stroke.key.length === 1 ? stroke.key.toLowerCase() : stroke.key;
  if (stroke.ctrl || stroke.meta) return `Ctrl+${key}`;
  return stroke.alt ? `Alt+${key}` : key;
}

const sequences = KEY_MAP.flatMap(({ act, strokes, also = [] }) => [strokes, ...also].map((keys) => ({ act, keys })));

/** The keys that are read inside a text field: Esc, Ctrl K, and those of the bar, because a P1 does not wait. */
const READ_WHILE_TYPING: readonly string[] = ["Escape", "Ctrl+k", "Alt+a", "Alt+Enter"];

export function readKey(pending: PendingStroke | null, stroke: Stroke): KeyReading {
  const name = nameOf(stroke);
  if (stroke.typing && !READ_WHILE_TYPING.includes(name)) return NOTHING;
  if (pending !== null && stroke.atMs - pending.atMs <= CHORD_MS) {
    const pair = sequences.find(({ keys }) => keys.length === 2 && keys[0] === pending.stroke && keys[1] === name);
    if (pair !== undefined) return { act: pair.act, pending: null };
  }
  const single = sequences.find(({ keys }) => keys.length === 1 && keys[0] === name);
  if (single !== undefined) return { act: single.act, pending: null };
  const begins = sequences.some(({ keys }) => keys.length === 2 && keys[0] === name);
  return { act: null, pending: begins ? { stroke: name, atMs: stroke.atMs } : null };
}
