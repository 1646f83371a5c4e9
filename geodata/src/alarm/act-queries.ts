// SQL of the append-only log of alarms, and of those that nobody has acknowledged in time.
import { SYSTEM } from "@minqing/core/access/system";
import { type AcknowledgeLimits, AlarmAct } from "@minqing/core/alarm/acts";
import { z } from "zod";
import type { Executor } from "../database.ts";
import { type Sql, sql } from "../sql.ts";

/** Appends an act for each row of `changed`, which has the alarm's id, seq and version after it, and the detail. */
export const appendActsSql = (
  changed: Sql,
  { act, at, actor, actorName }: { act: AlarmAct["act"]; at: Sql; actor: string; actorName: string },
): Sql => sql`
  insert into alarm_acts (alarm_id, seq, version, at, actor, actor_name, act, detail)
  select c.id, c.seq, c.version, ${at}, ${actor}::text, ${actorName}::text, ${act}::text, c.detail from ${changed} c`;

/** Of rules and sweeps. */
export const BY_SYSTEM = { actor: SYSTEM.username, actorName: SYSTEM.displayName };

/** The whole log of an alarm, oldest first. */
export const alarmActs = (executor: Executor, alarmId: string): Promise<AlarmAct[]> =>
  executor.query(
    sql`
      select a.alarm_id, a.seq, a.version, a.at, a.actor, a.actor_name, a.act, a.detail
      from alarm_acts a where a.alarm_id = ${alarmId}::uuid order by a.seq`,
    AlarmAct,
  );

/**
 * Marks alarms whose limit for acknowledging has passed, longest waiting first, and skips those that another transaction
 * has locked. Returns their ids.
 */
export async function markUnacknowledged(
  tx: Executor,
  { limits, at, most }: { limits: AcknowledgeLimits; at: Date; most: number },
): Promise<string[]> {
  const rows = await tx.query(
    sql`
      with due as (
        select a.id from alarms a
        where a.acknowledged_at is null and a.acknowledge_overdue_at is null
          and a.created_at + (${limits}::float8[])[a.priority] * interval '1 second' <= ${at}::timestamptz
        order by a.created_at limit ${most} for update of a skip locked),
      marked as (
        update alarms a set acknowledge_overdue_at = ${at}, seq = a.seq + 1 from due where a.id = due.id
        returning a.id, a.seq, a.version, jsonb_build_object('limitS', (${limits}::float8[])[a.priority]) as detail),
      acts as (${appendActsSql(sql`marked`, { act: "unacknowledged", at: sql`${at}::timestamptz`, ...BY_SYSTEM })})
      select id from marked order by id`,
    z.object({ id: z.string() }),
  );
  return rows.map(({ id }) => id);
}
