// SQL of the settings of a city, in force at an instant.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { instant, nullableInstant } from "../instant.ts";
import type { PageEnd } from "../list-filter.ts";
import { json, sql } from "../sql.ts";

export interface SettingInForce<T> {
  value: T;
  edition: string;
}

/** The value of a setting; null if the city has set none. Throws if the stored value does not fit the schema. */
export const readSetting = async <T>(
  executor: Executor,
  key: string,
  schema: z.ZodType<T>,
  at: Date,
): Promise<T | null> => (await settingInForce(executor, key, schema, at))?.value ?? null;

/** As `readSetting`, with the edition's name. */
export async function settingInForce<T>(
  executor: Executor,
  key: string,
  schema: z.ZodType<T>,
  at: Date,
): Promise<SettingInForce<T> | null> {
  const rows = await executor.query(
    sql`
      select value, edition from settings
      where key = ${key} and valid_from <= ${at}::timestamptz and (valid_to is null or valid_to > ${at}::timestamptz)
      order by valid_from desc limit 1`,
    z.object({ value: schema, edition: z.string() }),
  );
  return rows[0] ?? null;
}

/** Locks a setting until the transaction ends. An advisory lock, because there may be no row yet. */
export const lockSetting = async (tx: Executor, key: string): Promise<void> => {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('minqing setting ' || ${key}::text))`);
};

/**
 * Starts a new edition at `at` and ends the current one. An edition's name is the instant at which it begins. Returns
 * the new name.
 */
export async function replaceSetting(tx: Executor, key: string, value: unknown, at: Date): Promise<string> {
  await tx.execute(sql`
    update settings set valid_to = ${at} where key = ${key} and (valid_to is null or valid_to > ${at}::timestamptz)`);
  await tx.execute(sql`
    insert into settings (key, edition, value, valid_from)
    values (${key}, ${at.toISOString()}, ${json(value)}::jsonb, ${at})
    on conflict (key, edition) do update set value = excluded.value, valid_to = null`);
  return at.toISOString();
}

const EditionRow = z.object({
  key: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  at: instant,
  until: nullableInstant,
  by: z.string().nullable(),
});
export type SettingEdition = z.infer<typeof EditionRow>;

/**
 * Editions of settings, newest first, each with the value before it. Its author comes from the audit trail: `acts` maps
 * each key to the action that changes it.
 */
export const settingEditions = (
  executor: Executor,
  { acts, before, limit }: { acts: Readonly<Record<string, string>>; before: PageEnd | null; limit: number },
): Promise<SettingEdition[]> => {
  const page = before === null ? sql`true` : sql`(s.at, s.key) < (${before.at}::timestamptz, ${before.id})`;
  return executor.query(
    sql`
      select s.key, s.before, s.after, s.at, s.until, (
          select e.actor from audit_events e where e.at = s.at and e.action = a.action and e.result = 'done' limit 1
        ) as by
      from (
        select key, value as after, lag(value) over (partition by key order by valid_from) as before,
          valid_from as at, valid_to as until
        from settings where key = any(${Object.keys(acts)}::text[])) s
      join unnest(${Object.keys(acts)}::text[], ${Object.values(acts)}::text[]) as a (key, action) on a.key = s.key
      where ${page} order by s.at desc, s.key desc limit ${limit}`,
    EditionRow,
  );
};
