// The SQL of `isStale` (core/src/thing/thing.ts): how old a value may be follows from the datastream's expected interval and
// from the kind of its thing.
import { DEFAULT_STALE_INTERVALS } from "@minqing/core/thing/kind";
import { type Sql, sql } from "../sql.ts";

/** `thing` needs the column `kind`, `stream` the column `expected_interval_ms`. */
export const staleAfterMsSql = (thing: Sql, stream: Sql): Sql => sql`(${stream}.expected_interval_ms * coalesce(
  (select k.stale_intervals from thing_kinds k where k.code = ${thing}.kind), ${DEFAULT_STALE_INTERVALS}::float8))`;

export const isStaleSql = (observedAt: Sql, staleAfterMs: Sql, now: Date): Sql =>
  sql`${now}::timestamptz - ${observedAt} > ${staleAfterMs} * interval '1 ms'`;
