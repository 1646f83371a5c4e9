// The place and time of a figure: a region inside a scope or the whole scope, now, and the same time of day before.
import type { Scope } from "@minqing/core/access/scope";
import {
  inRegionSql,
  inScopeSql,
  reachOfCameraSql,
  reachOfThingSql,
  seesAlarmSql,
  seesCameraSql,
  seesCaseSql,
  seesDetectionSql,
  seesThingSql,
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

/** For the thing named `t`. */
export const thingInsideSql = ({ scope, region }: FigurePlace, t: Sql): Sql =>
  sql`${seesThingSql(scope, t)} and ${inRegionSql(region, sql`${t}.region_code`)}`;

/** For the camera named `k`. */
export const cameraInsideSql = ({ scope, region }: FigurePlace, k: Sql): Sql =>
  sql`${seesCameraSql(scope, k)} and ${inRegionSql(region, sql`${k}.region_code`)}`;

/** For the alarm named `a`. */
export const alarmInsideSql = ({ scope, region }: FigurePlace, a: Sql): Sql =>
  sql`${seesAlarmSql(scope, a, reachOfThingSql(sql`${a}.thing_id`))} and ${inRegionSql(region, sql`${a}.region_code`)}`;

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
