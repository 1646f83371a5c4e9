// The ceiling of the database under ingest: the same observations in batches of the gateway's size, by the gateway's own
// statement, and nothing else: no broker, no decoding, no rules, no latest values, no counters.
import type { Database } from "@minqing/geodata/database";
import { insertObservations } from "@minqing/geodata/ingest/queries";
import type { ObservationRow } from "@minqing/geodata/ingest/rows";
import { sql } from "@minqing/geodata/sql";
import { z } from "zod";

/** Observations of one message of the load. */
const VALUES = 3;

/** Partitions for the coming days exist, so no row goes to the default one. */
const AFTER_LOAD_MS = 3_600_000;

/** Messages a second. */
export async function plainInsertRate(database: Database, batchMessages: number, seconds: number): Promise<number> {
  const streams = await database.query(
    sql`select id::int from datastreams order by id limit ${VALUES * 8}`,
    z.object({ id: z.number() }),
  );
  const ids = streams.map(({ id }) => id);
  const startedAt = performance.now();
  const endAt = startedAt + seconds * 1000;
  let messages = 0;
  while (performance.now() < endAt) {
    const rows = batchOf(ids, batchMessages, messages);
    const inserted = await database.transaction((tx) => insertObservations(tx, rows));
    if (inserted !== rows.length) throw new Error(`plain inserts: expected ${rows.length} new rows, got ${inserted}`);
    messages += batchMessages;
  }
  return (messages / (performance.now() - startedAt)) * 1000;
}

/** An observation's key is its stream and instant: each message has a millisecond of its own, after the load's. */
function batchOf(ids: readonly number[], messages: number, firstMessage: number): ObservationRow[] {
  const receivedAtMs = Date.now();
  return Array.from({ length: messages * VALUES }, (_, index) => ({
    datastreamId: ids[index % ids.length] ?? 0,
    observedAtMs: receivedAtMs + AFTER_LOAD_MS + firstMessage + Math.floor(index / VALUES),
    seq: 0,
    receivedAtMs,
    valueNum: 20 + (index % 100) / 1000,
    valueText: null,
    skewMs: null,
    late: false,
  }));
}
