// For engineers: `minqing.board()` in the browser's console returns the board that the screen shows, for comparison
// with `/api/snapshot`.
import type { LiveStore } from "./live-store.ts";

export interface ShownBoard {
  cursor: number;
  connection: string;
  /** Objects by kind, each list by id. */
  objects: Record<string, unknown[]>;
}

declare global {
  interface Window {
    minqing?: { board(): ShownBoard | null };
  }
}

function shownBoard(store: LiveStore): ShownBoard | null {
  const { replica, connection } = store.getState();
  if (replica === null) return null;
  const kinds = Object.entries(replica.board).map(([kind, objects]) => {
    const rows = [...objects.entries()].sort(([p], [q]) => p.localeCompare(q));
    return [kind, rows.map(([, value]): unknown => value)];
  });
  return { cursor: replica.cursor, connection: connection.state, objects: Object.fromEntries(kinds) };
}

export function exposeBoard(store: LiveStore): void {
  window.minqing = { board: () => shownBoard(store) };
}
