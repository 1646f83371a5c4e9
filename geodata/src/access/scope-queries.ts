// SQL of scope and place: the predicates that every list shares. Prefixes become `like 'prefix%'`, which an index on
// text_pattern_ops answers; they hold digits only (core/access/scope), so no wildcard can come in.
import type { Scope } from "@minqing/core/access/scope";
import type { Bbox } from "@minqing/core/geo/position";
import { regionPrefix } from "@minqing/core/region/codes";
import { type Sql, sql } from "../sql.ts";

const NOTHING = sql`false`;
const EVERYTHING = sql`true`;

const startsWith = (column: Sql, prefix: string): Sql => sql`${column} like ${`${prefix}%`}`;

const anyOf = (parts: readonly Sql[]): Sql =>
  parts.length === 0 ? NOTHING : sql`(${parts.reduce((left, right) => sql`${left} or ${right}`)})`;

/** The same as core's `inScope`, for the code in `column`. */
export function inScopeSql(scope: Scope, column: Sql): Sql {
  const inside = anyOf(scope.prefixes.map((prefix) => startsWith(column, prefix)));
  if (scope.except.length === 0) return inside;
  return sql`(${inside} and not ${anyOf(scope.except.map((prefix) => startsWith(column, prefix)))})`;
}

/** The same as core's `inPlace`, for the code and the reach in these columns. */
export function inPlaceSql(scope: Scope, { code, reach }: { code: Sql; reach: Sql }): Sql {
  const inside = inScopeSql(scope, code);
  return scope.reaches.length === 0 ? inside : sql`(${inside} or ${reach} = any(${scope.reaches}::text[]))`;
}

/** The reach of a thing; null without a thing. */
export const reachOfThingSql = (thingId: Sql): Sql => sql`(select t.reach_code from things t where t.id = ${thingId})`;

/** The reach that a camera watches. */
export const reachOfCameraSql = (cameraId: Sql): Sql =>
  sql`(select k.reach_code from cameras k where k.id = ${cameraId})`;

/** Ways in which a case is seen with everything in it: its place, its unit, a task of it. */
function wholeWays(scope: Scope, c: Sql): Sql[] {
  const place = { code: sql`${c}.region_code`, reach: sql`${c}.reach_code` };
  return [
    ...(scope.caseRange === "region" ? [inPlaceSql(scope, place)] : []),
    ...(scope.departments.length === 0
      ? []
      : [
          sql`${c}.department_id = any(${scope.departments}::text[])`,
          sql`${c}.assisting && ${scope.departments}::text[]`,
        ]),
    ...(scope.own === null ? [] : [sql`${c}.assignees @> array[${scope.own}]::text[]`]),
  ];
}

/** The same as core's `seesCase`, for the row of cases named `c`. */
export function seesCaseSql(scope: Scope, c: Sql): Sql {
  const own = scope.own === null ? [] : [sql`${c}.reporters @> array[${scope.own}]::text[]`];
  return sql`(${c}.secrecy <= ${scope.secrecy} and ${anyOf([...wholeWays(scope, c), ...own])})`;
}

/** For a case that is seen: false where it is seen for the own report alone, as core's `seesAsReporter` says. */
export const seesWholeSql = (scope: Scope, c: Sql): Sql =>
  scope.own === null ? EVERYTHING : sql`coalesce(${anyOf(wholeWays(scope, c))}, false)`;

const isSeenCase = (scope: Scope, caseId: Sql): Sql =>
  sql`exists (select from cases q where q.id = ${caseId} and ${seesCaseSql(scope, sql`q`)})`;

/** For what a device has made, beside the place: the ranges unit and own see it only through its case. */
export const throughCaseSql = (scope: Scope, caseId: Sql): Sql =>
  scope.caseRange === "region" ? EVERYTHING : isSeenCase(scope, caseId);

/** The same as core's `seesDetection`, for the row of detections named `d` and the reach of its camera. */
export const seesDetectionSql = (scope: Scope, d: Sql, reach: Sql): Sql =>
  scope.caseRange === "region"
    ? sql`(${d}.secrecy <= ${scope.secrecy} and ${inPlaceSql(scope, { code: sql`${d}.region_code`, reach })})`
    : sql`(${d}.secrecy <= ${scope.secrecy} and ${isSeenCase(scope, sql`${d}.case_id`)})`;

/** The same as core's `seesAlarm`, for the row of alarms named `a` and the reach of its thing. */
export const seesAlarmSql = (scope: Scope, a: Sql, reach: Sql): Sql =>
  scope.caseRange === "region"
    ? inPlaceSql(scope, { code: sql`${a}.region_code`, reach })
    : isSeenCase(scope, sql`${a}.case_id`);

/** For the row of things named `t`: by its place, for the ranges unit and own by an alarm of it that became a case of theirs. */
export const seesThingSql = (scope: Scope, t: Sql): Sql =>
  scope.caseRange === "region"
    ? inPlaceSql(scope, { code: sql`${t}.region_code`, reach: sql`${t}.reach_code` })
    : sql`exists (select from alarms sa where sa.thing_id = ${t}.id and ${isSeenCase(scope, sql`sa.case_id`)})`;

/** For the row of cameras named `k`: by its place, for the ranges unit and own by a detection that became a case of theirs. */
export const seesCameraSql = (scope: Scope, k: Sql): Sql =>
  scope.caseRange === "region"
    ? inPlaceSql(scope, { code: sql`${k}.region_code`, reach: sql`${k}.reach_code` })
    : sql`exists (select from detections sd where sd.camera_id = ${k}.id and sd.secrecy <= ${scope.secrecy}
        and ${isSeenCase(scope, sql`sd.case_id`)})`;

/** The case that an alarm or a detection names, null if the scope does not see it: core's `mayNameCase`. */
export const namedCaseSql = (scope: Scope, caseId: Sql): Sql =>
  sql`(select q.id from cases q where q.id = ${caseId} and ${seesCaseSql(scope, sql`q`)})`;

/** The standing of a case: core's `CaseStanding`. */
export const standingOfCaseSql = (caseId: Sql): Sql => sql`(
  select jsonb_build_object('code', q.region_code, 'reach', q.reach_code, 'lead', q.department_id,
    'assisting', q.assisting, 'reporters', q.reporters, 'assignees', q.assignees, 'secrecy', q.secrecy)
  from cases q where q.id = ${caseId})`;

/** The same as core's `concernsScope`: also true if the scope lies inside the code in `column`. */
export function concernsScopeSql(scope: Scope, column: Sql): Sql {
  const prefix = sql`case when length(${column}) = 6 and right(${column}, 2) = '00' then left(${column}, 4) else ${column} end`;
  return sql`(${inScopeSql(scope, column)} or exists (
    select from unnest(${scope.prefixes}::text[]) as own (prefix) where own.prefix like (${prefix}) || '%'))`;
}

export const inRegionSql = (region: string | null, column: Sql): Sql =>
  region === null ? EVERYTHING : startsWith(column, regionPrefix(region));

export const inBboxSql = (bbox: Bbox | null, geometry: Sql): Sql =>
  bbox === null
    ? EVERYTHING
    : sql`${geometry} && st_makeenvelope(${bbox[0]}, ${bbox[1]}, ${bbox[2]}, ${bbox[3]}, 4326)`;

export const withinTimeSql = (since: Date | null, until: Date | null, column: Sql): Sql => {
  const from = since === null ? EVERYTHING : sql`${column} >= ${since}::timestamptz`;
  return until === null ? from : sql`${from} and ${column} < ${until}::timestamptz`;
};

/** Name of a place for a list: town and village for a grid cell or village, else the region's own name. */
export const regionNameSql = (column: Sql): Sql => sql`coalesce((
  select string_agg(place.name, ' ' order by length(place.code)) from regions place
  where place.code in (left(${column}, 9), left(${column}, 12))), ${column})`;

/** [lon, lat] of a point; null for none. */
export const pointSql = (geometry: Sql): Sql =>
  sql`case when ${geometry} is null then null else array[st_x(${geometry}), st_y(${geometry})] end`;
