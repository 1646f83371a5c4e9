// A client's copy of the board: a snapshot, then messages in order. A message that does not start at the cursor is not
// applied.
import { detectionKey } from "../detection/detection.ts";
import { BOARD, type BoardObjects, type BoardSnapshot } from "./board.ts";
import { CHANGE_KINDS, type ChangeKind, type ChangeMessage } from "./entry.ts";

export type BoardMaps = { [K in ChangeKind]: ReadonlyMap<string, BoardObjects[K]> };

export interface Replica {
  readonly cursor: number;
  /** Key of the scope it was read with. */
  readonly scopeKey: string;
  readonly board: BoardMaps;
}

const byId = <V extends { id: string }>(values: readonly V[]): ReadonlyMap<string, V> =>
  new Map(values.map((value) => [value.id, value]));

export function replicaFrom(snapshot: BoardSnapshot): Replica {
  return {
    cursor: snapshot.cursor,
    scopeKey: snapshot.scopeKey,
    board: {
      case: byId(snapshot.cases),
      alarm: byId(snapshot.alarms),
      warning: byId(snapshot.warnings),
      detection: new Map(snapshot.detections.map((detection) => [detectionKey(detection), detection])),
    },
  };
}

function applyKind<K extends ChangeKind>(kind: K, before: BoardMaps[K], message: ChangeMessage): BoardMaps[K] {
  const items = message.items.filter((item) => item.kind === kind);
  if (items.length === 0) return before;
  const next = new Map<string, BoardObjects[K]>(before as ReadonlyMap<string, BoardObjects[K]>);
  for (const item of items) {
    const value = item.op === "put" ? BOARD[kind].schema.parse(item.value) : null;
    if (value !== null && BOARD[kind].shown(value)) next.set(item.id, value);
    else next.delete(item.id);
  }
  return next as unknown as BoardMaps[K];
}

/**
 * The next replica; null if the message does not start at the cursor: the client then requests the log after its
 * cursor.
 */
export function applyMessage(replica: Replica, message: ChangeMessage): Replica | null {
  if (message.from !== replica.cursor) return null;
  const board: { [K in ChangeKind]?: BoardMaps[K] } = {};
  const put = <K extends ChangeKind>(kind: K) => {
    board[kind] = applyKind(kind, replica.board[kind], message) as (typeof board)[K];
  };
  for (const kind of CHANGE_KINDS) put(kind);
  return { ...replica, cursor: message.to, board: board as BoardMaps };
}
