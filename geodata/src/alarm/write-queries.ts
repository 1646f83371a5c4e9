// SQL of raising and clearing alarms. The unique index allows one open alarm for each (rule, subject).
import { z } from "zod";
import type { Executor } from "../database.ts";
import { columns } from "../ingest/columns.ts";
import { sql } from "../sql.ts";
import { appendActsSql, BY_SYSTEM } from "./act-queries.ts";
import type { AlarmClear, AlarmRaise } from "./effect.ts";

const Id = z.object({ id: z.string() });

/** Returns the ids of new alarms; an alarm that is open already is left unchanged. */
export async function insertAlarms(tx: Executor, rows: readonly AlarmRaise[], createdAt: Date): Promise<string[]> {
  const c = columns(rows, [
    "id",
    "ruleId",
    "ruleEdition",
    "subjectId",
    "thingId",
    "nameZh",
    "nameEn",
    "priority",
    "regionCode",
    "observedProperty",
    "value",
    "limit",
    "raisedAtMs",
    "caseCategory",
  ]);
  const inserted = await tx.query(
    sql`
      with raised as (
      insert into alarms (id, rule_id, rule_edition, subject_id, thing_id, name_zh, name_en, priority, region_code, geom,
        observed_property, value, limit_value, raised_at, created_at, case_category, synthetic, seq)
      select r.id, r.rule, r.edition, r.subject, t.id, r.zh, r.en, r.priority, coalesce(t.region_code, r.region), t.geom,
        r.property, r.value, r.limit_value, to_timestamp(r.raised / 1000.0), ${createdAt}, r.category,
        coalesce(t.synthetic, false), 1
      from unnest(${c.id}::uuid[], ${c.ruleId}::text[], ${c.ruleEdition}::text[], ${c.subjectId}::text[],
        ${c.thingId}::text[], ${c.nameZh}::text[], ${c.nameEn}::text[], ${c.priority}::smallint[], ${c.regionCode}::text[],
        ${c.observedProperty}::text[], ${c.value}::float8[], ${c.limit}::float8[], ${c.raisedAtMs}::float8[],
        ${c.caseCategory}::text[])
        as r (id, rule, edition, subject, thing, zh, en, priority, region, property, value, limit_value, raised, category)
      left join things t on t.id = r.thing
      on conflict (rule_id, subject_id) where cleared_at is null do nothing
      returning id, seq, version, jsonb_build_object('value', value, 'limit', limit_value) as detail),
      acts as (${appendActsSql(sql`raised`, { act: "raise", at: sql`${createdAt}::timestamptz`, ...BY_SYSTEM })})
      select id from raised`,
    Id,
  );
  return inserted.map(({ id }) => id);
}

const OpenAlarm = z.object({ ruleId: z.string(), subjectId: z.string() });

/** Open alarms of rules in `alarm_rules` that are no longer in force. Alarms of other rules are not cleared here. */
export const alarmsOfWithdrawnRules = (
  tx: Executor,
  inForce: readonly string[],
): Promise<z.infer<typeof OpenAlarm>[]> =>
  tx.query(
    sql`
      select rule_id, subject_id from alarms
      where cleared_at is null and rule_id in (select id from alarm_rules) and not rule_id = any(${inForce}::text[])`,
    OpenAlarm,
  );

/** A rule that comes into force again starts without a state. */
export async function deleteWithdrawnRuleStates(tx: Executor, inForce: readonly string[]): Promise<number> {
  return tx.execute(sql`delete from rule_states where not rule_id = any(${inForce}::text[])`);
}

/** Returns the ids of the alarms that it cleared. */
export async function clearAlarms(tx: Executor, rows: readonly AlarmClear[], now: Date): Promise<string[]> {
  const c = columns(rows, ["ruleId", "subjectId", "clearedAtMs"]);
  const cleared = await tx.query(
    sql`
      with cleared as (
      update alarms a set cleared_at = greatest(to_timestamp(r.cleared / 1000.0), a.raised_at), version = a.version + 1,
        seq = a.seq + 1
      from unnest(${c.ruleId}::text[], ${c.subjectId}::text[], ${c.clearedAtMs}::float8[]) as r (rule, subject, cleared)
      where a.rule_id = r.rule and a.subject_id = r.subject and a.cleared_at is null
      returning a.id, a.seq, a.version, jsonb_build_object('clearedAt', a.cleared_at) as detail),
      acts as (${appendActsSql(sql`cleared`, { act: "clear", at: sql`${now}::timestamptz`, ...BY_SYSTEM })})
      select id from cleared`,
    Id,
  );
  return cleared.map(({ id }) => id);
}
