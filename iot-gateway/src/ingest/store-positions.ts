// Stores the positions of a batch, with the same outcomes as observations.
import type { Executor } from "@minqing/geodata/database";
import { insertPositions, positionsAt } from "@minqing/geodata/ingest/queries";
import type { DraftPosition } from "./draft.ts";
import type { RowOutcome } from "./store-observations.ts";

const keyOf = (thingId: string, atMs: number, seq: number) => `${thingId} ${atMs} ${seq}`;

export async function storePositions(tx: Executor, positions: readonly DraftPosition[]): Promise<RowOutcome[]> {
  if (positions.length === 0) return [];
  const rows = positions.map(({ row }) => row);
  const inserted = await insertPositions(tx, rows);
  if (inserted === rows.length) return rows.map(() => "stored");
  const stored = new Map(
    (await positionsAt(tx, rows)).map((row) => [keyOf(row.thingId, row.observedAt.getTime(), row.seq), row]),
  );
  const taken = new Set<string>();
  return rows.map((row) => {
    const key = keyOf(row.thingId, row.observedAtMs, row.seq);
    const existing = stored.get(key);
    if (existing === undefined) throw new Error(`expected a position at ${key} after the insert, got none`);
    if (existing.lon !== row.lon || existing.lat !== row.lat) return "conflict";
    if (!existing.isNew || taken.has(key)) return "duplicate";
    taken.add(key);
    return "stored";
  });
}
