// Stores the positions of a batch; the same verdicts as observations.
import type { Executor } from "@minqing/geodata/database";
import { insertPositions, positionsAt } from "@minqing/geodata/ingest/queries";
import type { DraftPosition } from "./draft.ts";
import type { Verdict } from "./store-observations.ts";

const keyOf = (thingId: string, atMs: number, seq: number) => `${thingId} ${atMs} ${seq}`;

export async function storePositions(tx: Executor, positions: readonly DraftPosition[]): Promise<Verdict[]> {
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
    const there = stored.get(key);
    if (there === undefined) throw new Error(`expected a position at ${key} after the insert, got none`);
    if (there.lon !== row.lon || there.lat !== row.lat) return "conflict";
    if (!there.isNew || taken.has(key)) return "duplicate";
    taken.add(key);
    return "stored";
  });
}
