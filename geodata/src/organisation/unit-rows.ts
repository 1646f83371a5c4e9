// What the queries of units share: whose row is held, who is in force on a day, and texts that are searched for.
import type { Executor } from "../database.ts";
import { type Sql, sql } from "../sql.ts";

/** Stored, as of a version. */
export type Stored<State> = State & { version: number };

/** Nobody else changes a kind of unit until the transaction ends; it is read as before. */
export async function holdUnits(tx: Executor, table: Sql): Promise<void> {
  await tx.execute(sql`lock table ${table} in share row exclusive mode`);
}

export const idsAre = (column: Sql, ids: readonly string[] | null): Sql =>
  ids === null ? sql`true` : sql`${column} = any(${ids}::text[])`;

/** In force on a day; `validTo` is the first day after. */
export const inForceSql = (alias: Sql, day: string): Sql =>
  sql`${alias}.valid_from <= ${day}::date and (${alias}.valid_to is null or ${alias}.valid_to > ${day}::date)`;

/** By the clock of the database, for what is read everywhere. */
export const inForceToday = (alias: Sql): Sql => sql`(${alias}.valid_from <= (now() at time zone 'Asia/Shanghai')::date
  and (${alias}.valid_to is null or ${alias}.valid_to > (now() at time zone 'Asia/Shanghai')::date))`;

export interface UnitFilter {
  /** Part of an id or a name; null for all. */
  text: string | null;
  /** In force on this day; null for those that have ended as well. */
  day: string | null;
  /** The last id of the page before; "" for the first page. */
  after: string;
  limit: number;
}

export const unitFilterSql = (alias: Sql, { text, day, after }: UnitFilter): Sql => {
  const wanted = text?.toLowerCase() ?? null;
  const says =
    wanted === null
      ? sql`true`
      : sql`(position(${wanted} in lower(${alias}.id)) > 0 or position(${wanted} in lower(${alias}.name)) > 0)`;
  const holds = day === null ? sql`true` : inForceSql(alias, day);
  return sql`${alias}.id > ${after} and ${says} and ${holds}`;
};
