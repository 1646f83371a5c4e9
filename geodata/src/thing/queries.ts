// SQL of things (感知设备), their datastreams and observations.
import type { Scope } from "@minqing/core/access/scope";
import type { Bbox } from "@minqing/core/geo/position";
import { ThingKind } from "@minqing/core/thing/kind";
import { ObservedProperty } from "@minqing/core/thing/property";
import { ThingView } from "@minqing/core/thing/thing";
import { z } from "zod";
import { inBboxSql, inRegionSql, regionNameSql, seesThingSql } from "../access/scope-queries.ts";
import type { Executor } from "../database.ts";
import { exists } from "../exists.ts";
import { instant } from "../instant.ts";
import { type Sql, sql } from "../sql.ts";
import { isStaleSql, staleAfterMsSql } from "./stale.ts";

/** A value in the type of its property: numbers and booleans are stored as numbers. */
const valueSql = (row: Sql, valueType: Sql): Sql => sql`case
  when ${valueType} = 'boolean' then to_jsonb(coalesce(${row}.value_num <> 0, ${row}.value_text = 'true'))
  when ${row}.value_num is not null then to_jsonb(${row}.value_num)
  else to_jsonb(${row}.value_text) end`;

const streamsSql = (now: Date): Sql => sql`coalesce((
  select jsonb_agg(jsonb_build_object(
    'id', s.id, 'observedProperty', s.observed_property, 'unit', p.unit, 'expectedIntervalMs', s.expected_interval_ms,
    'staleAfterMs', ${staleAfterMsSql(sql`t`, sql`s`)}, 'datum', s.datum,
    'latest', case when l.datastream_id is null then null else jsonb_build_object(
      'value', ${valueSql(sql`l`, sql`p.value_type`)},
      'observedAt', to_char(l.observed_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end,
    'stale', l.datastream_id is null or ${isStaleSql(sql`l.observed_at`, staleAfterMsSql(sql`t`, sql`s`), now)})
    order by s.id)
  from datastreams s
  join observed_properties p on p.key = s.observed_property
  left join latest_values l on l.datastream_id = s.id
  where s.thing_id = t.id), '[]')`;

const viewsWhere = (now: Date, where: Sql, tail: Sql): Sql => sql`
  select t.id, t.no, t.kind, t.name, t.region_code,
    ${regionNameSql(sql`t.region_code`)} as region_name,
    case when m.thing_id is not null then array[m.lon, m.lat]
      when t.geom is not null then array[st_x(t.geom), st_y(t.geom)] end as position,
    t.reach_code, t.road_code, t.attributes, t.status, t.spare, t.synthetic,
    ${streamsSql(now)} as datastreams
  from things t
  left join latest_positions m on m.thing_id = t.id
  where ${where} ${tail}`;

export interface ThingFilter {
  scope: Scope;
  region: string | null;
  bbox: Bbox | null;
  kinds: readonly string[] | null;
  /** True: only those that the wall shows; a kind without a row is among them. */
  onWall: boolean;
  spare: boolean | null;
  status: string | null;
  /** The last id of the page before; "" for the first page. */
  after: string;
  limit: number;
}

/** In the order of their ids. `bbox` filters by the latest position of a moving thing, else by its fixed position. */
export function listThings(executor: Executor, filter: ThingFilter, now: Date): Promise<ThingView[]> {
  const code = sql`t.region_code`;
  const parts = [
    sql`t.id > ${filter.after}`,
    seesThingSql(filter.scope, sql`t`),
    inRegionSql(filter.region, code),
    ...(filter.bbox === null
      ? []
      : [inBboxSql(filter.bbox, sql`coalesce(st_setsrid(st_makepoint(m.lon, m.lat), 4326), t.geom)`)]),
    ...(filter.kinds === null ? [] : [sql`t.kind = any(${filter.kinds}::text[])`]),
    ...(filter.onWall
      ? [sql`not exists (select from thing_kinds k where k.code = t.kind and cardinality(k.themes) = 0)`]
      : []),
    ...(filter.spare === null ? [] : [sql`t.spare = ${filter.spare}`]),
    ...(filter.status === null ? [] : [sql`t.status = ${filter.status}`]),
  ];
  const where = parts.reduce((left, right) => sql`${left} and ${right}`);
  return executor.query(viewsWhere(now, where, sql`order by t.id limit ${filter.limit}`), ThingView);
}

/** Null when there is none in scope. */
export async function thingView(executor: Executor, scope: Scope, id: string, now: Date): Promise<ThingView | null> {
  const where = sql`t.id = ${id} and ${seesThingSql(scope, sql`t`)}`;
  return (await executor.query(viewsWhere(now, where, sql``), ThingView))[0] ?? null;
}

const ObservationRow = z.object({
  observedAt: instant,
  value: z.union([z.number(), z.string(), z.boolean()]),
  seq: z.number(),
  late: z.boolean(),
  skewMs: z.number().nullable(),
});
export type ObservationRow = z.infer<typeof ObservationRow>;

const StreamRow = z.object({ id: z.number(), valueType: z.string() });

/** The datastream of a thing's property; null when there is none in scope. */
export async function findDatastream(
  executor: Executor,
  scope: Scope,
  stream: { thingId: string; observedProperty: string },
): Promise<z.infer<typeof StreamRow> | null> {
  const rows = await executor.query(
    sql`
      select s.id, p.value_type from datastreams s
      join things t on t.id = s.thing_id join observed_properties p on p.key = s.observed_property
      where s.thing_id = ${stream.thingId} and s.observed_property = ${stream.observedProperty}
        and ${seesThingSql(scope, sql`t`)}`,
    StreamRow,
  );
  return rows[0] ?? null;
}

export interface ObservationFilter {
  datastream: { id: number; valueType: string };
  since: Date;
  until: Date;
  /** The last observation of the previous page. */
  before: { at: Date; seq: number } | null;
  limit: number;
}

/** Newest first. */
export const listObservations = (executor: Executor, filter: ObservationFilter): Promise<ObservationRow[]> =>
  executor.query(
    sql`
      select o.observed_at, ${valueSql(sql`o`, sql`${filter.datastream.valueType}`)} as value, o.seq,
        o.late, o.skew_ms
      from observations o
      where o.datastream_id = ${filter.datastream.id} and o.observed_at >= ${filter.since}::timestamptz
        and o.observed_at < ${filter.until}::timestamptz
        ${filter.before === null ? sql`` : sql`and (o.observed_at, o.seq) < (${filter.before.at}::timestamptz, ${filter.before.seq}::bigint)`}
      order by o.observed_at desc, o.seq desc limit ${filter.limit}`,
    ObservationRow,
  );

export const listThingKinds = (executor: Executor): Promise<ThingKind[]> =>
  executor.query(
    sql`
      select code, name_zh, name_en, icon, streams, stale_intervals, rank, themes, symbol
      from thing_kinds order by rank, code`,
    ThingKind,
  );

export const listProperties = (executor: Executor): Promise<ObservedProperty[]> =>
  executor.query(
    sql`
      select key, name_zh, name_en, unit, value_type, min_value,
        max_value, icon, themes
      from observed_properties order by key`,
    ObservedProperty,
  );

/** Whether any device's value was received since an instant. */
export const hasReceivedSince = (executor: Executor, since: Date): Promise<boolean> =>
  exists(executor, sql`select from latest_values where received_at >= ${since}`);
