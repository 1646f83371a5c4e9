// The place and time of a figure: a region inside a scope or the whole scope, now, and the same time of day before.
import type { Scope } from "@minqing/core/access/scope";
import {
  inPlaceSql,
  inRegionSql,
  inScopeSql,
  reachOfCameraSql,
  seesCaseSql,
  seesDetectionSql,
} from "../access/scope-queries.ts";
import { type Sql, sql } from "../sql.ts";

export interface FigurePlace {
  scope: Scope;
  /** Null: all that the scope sees. */
  region: string | null;
  now: Date;
  /** Midnight in the city's time zone. */
  today: Date;
}

/** For an object that has a region and no reach. */
export const insideSql = ({ scope, region }: FigurePlace, code: Sql): Sql =>
  sql`${inScopeSql(scope, code)} and ${inRegionSql(region, code)}`;

/** For the row named `o`, which has a region and may have a reach. */
export const standsInsideSql = ({ scope, region }: FigurePlace, o: Sql, reach: Sql = sql`${o}.reach_code`): Sql =>
  sql`${inPlaceSql(scope, { code: sql`${o}.region_code`, reach })} and ${inRegionSql(region, sql`${o}.region_code`)}`;

/** For the case named `c`. */
export const caseInsideSql = ({ scope, region }: FigurePlace, c: Sql): Sql =>
  sql`${seesCaseSql(scope, c)} and ${inRegionSql(region, sql`${c}.region_code`)}`;

/** For the detection named `d`. */
export const detectionInsideSql = ({ scope, region }: FigurePlace, d: Sql): Sql =>
  sql`${seesDetectionSql(scope, d, reachOfCameraSql(sql`${d}.camera_id`))} and ${inRegionSql(region, sql`${d}.region_code`)}`;

/** Today so far, or the same span of one of the `days` days before. */
export const sameTimeOfDaySql = ({ now, today }: FigurePlace, days: number, column: Sql): Sql => sql`(
  ${column} > ${today}::timestamptz - ${days} * interval '1 day' and ${column} <= ${now}::timestamptz
  and ((extract(epoch from ${column} - ${today}::timestamptz)::float8 / 86400 + ${days}) - floor(
    extract(epoch from ${column} - ${today}::timestamptz)::float8 / 86400 + ${days})) * 86400
    <= extract(epoch from ${now}::timestamptz - ${today}::timestamptz)::float8)`;
