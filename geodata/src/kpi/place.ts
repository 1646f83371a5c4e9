// Where and when a figure is taken: a region inside a scope, now, and the same time of day before.
import type { Scope } from "@minqing/core/access/scope";
import { inRegionSql, inScopeSql } from "../access/scope-queries.ts";
import { type Sql, sql } from "../sql.ts";

export interface FigurePlace {
  scope: Scope;
  region: string;
  now: Date;
  /** Midnight in the city's own time. */
  today: Date;
}

export const insideSql = ({ scope, region }: FigurePlace, code: Sql): Sql =>
  sql`${inScopeSql(scope, code)} and ${inRegionSql(region, code)}`;

/** Today so far, or the same span of one of the `days` days before. */
export const sameTimeOfDaySql = ({ now, today }: FigurePlace, days: number, column: Sql): Sql => sql`(
  ${column} > ${today}::timestamptz - ${days} * interval '1 day' and ${column} <= ${now}::timestamptz
  and ((extract(epoch from ${column} - ${today}::timestamptz)::float8 / 86400 + ${days}) - floor(
    extract(epoch from ${column} - ${today}::timestamptz)::float8 / 86400 + ${days})) * 86400
    <= extract(epoch from ${now}::timestamptz - ${today}::timestamptz)::float8)`;
