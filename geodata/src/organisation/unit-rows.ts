// Shared by the queries of units: the lock, the validity on a day, and the filter of lists.

import type { Executor } from "../database.ts";
import { foldedSql, searchPart } from "../folded-text.ts";
import { type Sql, sql } from "../sql.ts";

/** A stored state and its version. */
export type Stored<State> = State & { version: number };

/** Blocks other changes of this kind of unit until the transaction ends; reads are not blocked. */
export async function lockUnits(tx: Executor, table: Sql): Promise<void> {
  await tx.execute(sql`lock table ${table} in share row exclusive mode`);
}

export const idsAre = (column: Sql, ids: readonly string[] | null): Sql =>
  ids === null ? sql`true` : sql`${column} = any(${ids}::text[])`;

/** In force on a day; `validTo` is the first day after. */
export const inForceSql = (alias: Sql, day: string): Sql =>
  sql`${alias}.valid_from <= ${day}::date and (${alias}.valid_to is null or ${alias}.valid_to > ${day}::date)`;

/** In force today, by the clock of the database. */
export const inForceToday = (alias: Sql): Sql => sql`(${alias}.valid_from <= (now() at time zone 'Asia/Shanghai')::date
  and (${alias}.valid_to is null or ${alias}.valid_to > (now() at time zone 'Asia/Shanghai')::date))`;

export interface UnitFilter {
  /** Part of an id or a name; null for all. */
  text: string | null;
  /** In force on this day; null includes ended units. */
  day: string | null;
  /** The last id of the page before; "" for the first page. */
  after: string;
  limit: number;
}

export const unitFilterSql = (alias: Sql, { text, day, after }: UnitFilter): Sql => {
  const part = text === null ? null : searchPart(text);
  const matchesText =
    part === null
      ? sql`true`
      : sql`(position(${part} in lower(${alias}.id)) > 0 or position(${part} in ${foldedSql(sql`${alias}.name`)}) > 0)`;
  const isInForce = day === null ? sql`true` : inForceSql(alias, day);
  return sql`${alias}.id > ${after} and ${matchesText} and ${isInForce}`;
};
