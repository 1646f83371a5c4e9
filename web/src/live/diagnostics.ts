// What an engineer at a screen can ask the page in the browser's own console: `minqing.board()` is what the screen holds,
// to be laid beside `/api/snapshot`.
import type { LiveStore } from "./live-store.ts";

export interface HeldBoard {
  cursor: number;
  connection: string;
  /** Objects by kind, each list by id. */
  objects: Record<string, unknown[]>;
}

declare global {
  interface Window {
    minqing?: { board(): HeldBoard | null };
  }
}

function heldBoard(store: LiveStore): HeldBoard | null {
  const { replica, connection } = store.getState();
  if (replica === null) return null;
  const kinds = Object.entries(replica.board).map(([kind, objects]) => {
    const rows = [...objects.entries()].sort(([p], [q]) => p.localeCompare(q));
    return [kind, rows.map(([, value]): unknown => value)];
  });
  return { cursor: replica.cursor, connection: connection.state, objects: Object.fromEntries(kinds) };
}

export function exposeBoard(store: LiveStore): void {
  window.minqing = { board: () => heldBoard(store) };
}
