// SQL of alarms (告警): the view that every screen gets, lists, and what the server changes on them.
import type { Scope } from "@minqing/core/access/scope";
import { CaseStanding, type Standing, standingAt } from "@minqing/core/access/standing";
import { AlarmView } from "@minqing/core/alarm/alarm";
import { z } from "zod";
import {
  inBboxSql,
  inRegionSql,
  namedCaseSql,
  pointSql,
  reachOfThingSql,
  regionNameSql,
  seesAlarmSql,
  standingOfCaseSql,
  withinTimeSql,
} from "../access/scope-queries.ts";
import type { Executor } from "../database.ts";
import { exists } from "../exists.ts";
import { instant, nullableInstant } from "../instant.ts";
import type { ListFilter } from "../list-filter.ts";
import { type Sql, sql } from "../sql.ts";
import { appendActsSql, BY_SYSTEM } from "./act-queries.ts";

const AlarmRow = AlarmView.extend({
  raisedAt: instant,
  acknowledgedAt: nullableInstant,
  acknowledgeOverdueAt: nullableInstant,
  clearedAt: nullableInstant,
});

const columns = (caseId: Sql): Sql => sql` a.id, a.rule_id, a.name_zh, a.name_en, a.priority,
    a.subject_id, a.thing_id, t.name as thing_name,
    a.region_code, ${regionNameSql(sql`a.region_code`)} as region_name, t.reach_code,
    ${pointSql(sql`a.geom`)} as position, a.observed_property, p.unit,
    a.value, a.limit_value as "limit", a.raised_at, a.acknowledged_at,
    a.acknowledged_by, a.acknowledge_overdue_at, a.cleared_at, ${caseId} as case_id, a.version, a.synthetic`;

const from = sql`
  from alarms a
  left join things t on t.id = a.thing_id
  left join observed_properties p on p.key = a.observed_property`;

const viewsWhere = (scope: Scope, where: Sql, tail: Sql = sql``): Sql =>
  sql`select ${columns(namedCaseSql(scope, sql`a.case_id`))} ${from} where ${where} ${tail}`;

const reach = sql`t.reach_code`;

/** The views of these alarms, in any region, in no particular order; only the case that the scope sees is named. */
export const alarmViews = (executor: Executor, scope: Scope, ids: readonly string[]): Promise<AlarmView[]> =>
  ids.length === 0 ? Promise.resolve([]) : executor.query(viewsWhere(scope, sql`a.id = any(${ids}::uuid[])`), AlarmRow);

const LoggedRow = AlarmRow.extend({ caseStanding: CaseStanding.nullable() });

/**
 * The complete views of these alarms for the change log, with the standings that decide who sees them and their case.
 */
export async function alarmsForLog(
  tx: Executor,
  ids: readonly string[],
): Promise<{ view: AlarmView; standing: Standing }[]> {
  if (ids.length === 0) return [];
  const rows = await tx.query(
    sql`select ${columns(sql`a.case_id`)}, ${standingOfCaseSql(sql`a.case_id`)} as case_standing ${from}
      where a.id = any(${ids}::uuid[])`,
    LoggedRow,
  );
  return rows.map(({ caseStanding, ...view }) => ({
    view,
    standing: { ...standingAt(view.regionCode, view.reachCode), case: caseStanding },
  }));
}

/** What the board shows: core's `isAlarmOnBoard`. */
export const alarmsOnBoard = (executor: Executor, scope: Scope): Promise<AlarmView[]> =>
  executor.query(
    viewsWhere(
      scope,
      sql`(a.cleared_at is null or a.acknowledged_at is null) and ${seesAlarmSql(scope, sql`a`, reach)}`,
    ),
    AlarmRow,
  );

export interface AlarmFilter extends ListFilter {
  /** Only alarms that are still on the board. */
  open: boolean;
  priority: number | null;
}

/** Newest first by when they were raised. */
export function listAlarms(executor: Executor, filter: AlarmFilter): Promise<AlarmView[]> {
  const code = sql`a.region_code`;
  const open = filter.open ? sql`(a.cleared_at is null or a.acknowledged_at is null)` : sql`true`;
  const priority = filter.priority === null ? sql`true` : sql`a.priority = ${filter.priority}`;
  const { before } = filter;
  const page = before === null ? sql`true` : sql`(a.raised_at, a.id) < (${before.at}::timestamptz, ${before.id}::uuid)`;
  return executor.query(
    viewsWhere(
      filter.scope,
      sql`${seesAlarmSql(filter.scope, sql`a`, reach)} and ${inRegionSql(filter.region, code)} and ${open} and ${priority}
        and ${inBboxSql(filter.bbox, sql`a.geom`)} and ${withinTimeSql(filter.since, filter.until, sql`a.raised_at`)} and ${page}`,
      sql`order by a.raised_at desc, a.id desc limit ${filter.limit}`,
    ),
    AlarmRow,
  );
}

export const alarmIsSeen = (executor: Executor, scope: Scope, id: string): Promise<boolean> =>
  exists(
    executor,
    sql`select from alarms a where a.id = ${id}::uuid
      and ${seesAlarmSql(scope, sql`a`, reachOfThingSql(sql`a.thing_id`))}`,
  );

const LockedAlarm = z.object({
  version: z.number(),
  acknowledgedAt: z.date().nullable(),
});

/** Locks the alarm's row; null when there is none in scope. */
export async function lockAlarm(tx: Executor, scope: Scope, id: string): Promise<z.infer<typeof LockedAlarm> | null> {
  const rows = await tx.query(
    sql`select a.version, a.acknowledged_at from alarms a
      where a.id = ${id}::uuid
        and ${seesAlarmSql(scope, sql`a`, reachOfThingSql(sql`a.thing_id`))} for update of a`,
    LockedAlarm,
  );
  return rows[0] ?? null;
}

export async function acknowledgeAlarm(
  tx: Executor,
  id: string,
  { actor, actorName, at }: { actor: string; actorName: string; at: Date },
): Promise<void> {
  await tx.execute(sql`
    with changed as (
      update alarms set acknowledged_at = ${at}, acknowledged_by = ${actorName}, version = version + 1, seq = seq + 1
      where id = ${id}::uuid returning id, seq, version, '{}'::jsonb as detail)
    ${appendActsSql(sql`changed`, { act: "acknowledge", at: sql`${at}::timestamptz`, actor, actorName })}`);
}

const AlarmForCase = z.object({
  id: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  value: z.number().nullable(),
  limit: z.number().nullable(),
  unit: z.string().nullable(),
  thingId: z.string().nullable(),
  thingName: z.string().nullable(),
  category: z.string(),
  priority: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  regionCode: z.string(),
  reachCode: z.string().nullable(),
  position: z.tuple([z.number(), z.number()]),
  synthetic: z.boolean(),
  isCleared: z.boolean(),
});
export type AlarmForCase = z.infer<typeof AlarmForCase>;

/**
 * Locks alarms that must open a case and have none yet, and skips those that another process has locked. An alarm
 * without a position gets the middle of its region.
 */
export const lockAlarmsAwaitingCase = (tx: Executor, limit: number): Promise<AlarmForCase[]> =>
  tx.query(
    sql`
      select a.id, a.name_zh, a.name_en, a.value, a.limit_value as "limit",
        (select p.unit from observed_properties p where p.key = a.observed_property) as unit, a.thing_id, (select t.name from things t where t.id = a.thing_id) as thing_name,
        a.case_category as category, a.priority, a.region_code,
        ${reachOfThingSql(sql`a.thing_id`)} as reach_code, ${pointSql(sql`coalesce(a.geom, home.label_point)`)} as position, a.synthetic,
        a.cleared_at is not null as is_cleared
      from alarms a
      left join lateral (
        select r.label_point from regions r
        where r.code in (a.region_code, left(a.region_code, 12), left(a.region_code, 9), left(a.region_code, 6))
        order by length(r.code) desc limit 1) home on true
      where a.case_category is not null and a.case_id is null and a.case_capped_at is null
      order by a.created_at limit ${limit}
      for update of a skip locked`,
    AlarmForCase,
  );

const ActiveAlarm = z.object({
  nameZh: z.string(),
  nameEn: z.string(),
  value: z.number().nullable(),
  limit: z.number().nullable(),
  unit: z.string().nullable(),
});

/**
 * Locks the alarms of the case that are not cleared, each with the newest value of what it watches: clearing waits for
 * closing, and closing for clearing.
 */
export const lockActiveAlarms = (tx: Executor, caseId: string): Promise<z.infer<typeof ActiveAlarm>[]> =>
  tx.query(
    sql`
      select a.name_zh, a.name_en, a.limit_value as "limit",
        coalesce((select l.value_num from latest_values l
          where a.observed_property is not null and l.datastream_id::text = a.subject_id), a.value) as value,
        (select p.unit from observed_properties p where p.key = a.observed_property) as unit
      from alarms a where a.case_id = ${caseId}::uuid and a.cleared_at is null
      order by a.priority, a.id for update of a`,
    ActiveAlarm,
  );

/** Locks the alarms that opened the case. */
export async function lockAlarmsOfCase(tx: Executor, caseId: string): Promise<string[]> {
  const rows = await tx.query(
    sql`select a.id from alarms a where a.case_id = ${caseId}::uuid order by a.id for update`,
    z.object({ id: z.string() }),
  );
  return rows.map(({ id }) => id);
}

export async function linkAlarmToCase(
  tx: Executor,
  id: string,
  { caseId, at }: { caseId: string; at: Date },
): Promise<void> {
  await tx.execute(sql`
    with changed as (
      update alarms set case_id = ${caseId}::uuid, version = version + 1, seq = seq + 1 where id = ${id}::uuid
      returning id, seq, version, jsonb_build_object('caseId', case_id) as detail)
    ${appendActsSql(sql`changed`, { act: "open-case", at: sql`${at}::timestamptz`, ...BY_SYSTEM })}`);
}
