// SQL of the state from which the gateway resumes: latest values and positions, rule states, open alarms, and since
// when it has received messages without a gap.
import { ThresholdState } from "@minqing/core/alarm/threshold";
import { z } from "zod";
import type { Executor } from "../database.ts";
import { sql } from "../sql.ts";

const LatestRow = z.object({ datastreamId: z.number(), observedAt: z.date(), seq: z.number(), receivedAt: z.date() });

export const readLatest = (db: Executor): Promise<z.infer<typeof LatestRow>[]> =>
  db.query(
    sql`
      select datastream_id, observed_at, seq, received_at
      from latest_values`,
    LatestRow,
  );

const LatestPositionRow = z.object({ thingId: z.string(), observedAt: z.date(), receivedAt: z.date() });

export const readLatestPositions = (db: Executor): Promise<z.infer<typeof LatestPositionRow>[]> =>
  db.query(sql`select thing_id, observed_at, received_at from latest_positions`, LatestPositionRow);

const RuleStateRow = z.object({ ruleId: z.string(), subjectId: z.string(), state: ThresholdState });

export const readRuleStates = (db: Executor): Promise<z.infer<typeof RuleStateRow>[]> =>
  db.query(sql`select rule_id, subject_id, state from rule_states`, RuleStateRow);

const OpenAlarmRow = z.object({ ruleId: z.string(), subjectId: z.string() });

export const readOpenAlarms = (db: Executor): Promise<z.infer<typeof OpenAlarmRow>[]> =>
  db.query(sql`select rule_id, subject_id from alarms where cleared_at is null`, OpenAlarmRow);

/** Things and cameras whose last status is offline. */
export const readOfflineDevices = (db: Executor): Promise<{ id: string }[]> =>
  db.query(
    sql`
      select id from things where status = 'offline'
      union all select id from cameras where status = 'offline'`,
    z.object({ id: z.string() }),
  );

const RaiseRow = z.object({ thingId: z.string(), createdAt: z.date() });

/** Alarms of things written within the last hour. */
export const readRecentRaises = (db: Executor): Promise<z.infer<typeof RaiseRow>[]> =>
  db.query(
    sql`
      select thing_id, created_at from alarms
      where created_at > now() - interval '1 hour' and thing_id is not null and limit_value is not null`,
    RaiseRow,
  );

const HearingRow = z.object({ hearingSince: z.date(), heardUntil: z.date() });
export type HearingRow = z.infer<typeof HearingRow>;

export async function readHearing(db: Executor, name: string): Promise<HearingRow | null> {
  const rows = await db.query(sql`select hearing_since, heard_until from gateways where name = ${name}`, HearingRow);
  return rows[0] ?? null;
}

export async function writeHearing(db: Executor, name: string, hearing: HearingRow): Promise<void> {
  await db.execute(sql`
    insert into gateways (name, hearing_since, heard_until)
    values (${name}, ${hearing.hearingSince}, ${hearing.heardUntil})
    on conflict (name) do update set hearing_since = excluded.hearing_since, heard_until = excluded.heard_until`);
}
