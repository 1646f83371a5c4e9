// How far ingest is, read from the ledger that every batch updates in its own transaction.
import type { Database } from "@minqing/geodata/database";
import { sql } from "@minqing/geodata/sql";
import { z } from "zod";

export interface IngestCounts {
  received: number;
  stored: number;
  deadLettered: number;
}

export const ingestCounts = (database: Database): Promise<IngestCounts> =>
  database.one(
    sql`select coalesce(sum(received), 0)::float8 as received, coalesce(sum(stored), 0)::float8 as stored,
          coalesce(sum(dead_lettered), 0)::float8 as dead_lettered
        from device_counters`,
    z.object({ received: z.number(), stored: z.number(), deadLettered: z.number() }),
  );

/** Gateways that have said since when they hear. */
export const hearingGateways = async (database: Database): Promise<number> =>
  (
    await database.one(
      sql`select count(*)::int as count from gateways where heard_until > now() - interval '1 minute'`,
      z.object({ count: z.number() }),
    )
  ).count;
