// SQL of settings that a city decides, valid at an instant.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { json, sql } from "../sql.ts";

/** The value of a setting; null when the city has none. A value of another form is an error: it was written wrongly. */
export async function readSetting<T>(
  executor: Executor,
  key: string,
  schema: z.ZodType<T>,
  at: Date,
): Promise<T | null> {
  const rows = await executor.query(
    sql`
      select value from settings
      where key = ${key} and valid_from <= ${at}::timestamptz and (valid_to is null or valid_to > ${at}::timestamptz)
      order by valid_from desc limit 1`,
    z.object({ value: schema }),
  );
  return rows[0]?.value ?? null;
}

/** A new edition from `at` on; the one in force until then ends. Editions are named by the instant they begin. */
export async function replaceSetting(tx: Executor, key: string, value: unknown, at: Date): Promise<void> {
  await tx.execute(sql`
    update settings set valid_to = ${at} where key = ${key} and (valid_to is null or valid_to > ${at}::timestamptz)`);
  await tx.execute(sql`
    insert into settings (key, edition, value, valid_from)
    values (${key}, ${at.toISOString()}, ${json(value)}::jsonb, ${at})
    on conflict (key, edition) do update set value = excluded.value, valid_to = null`);
}
