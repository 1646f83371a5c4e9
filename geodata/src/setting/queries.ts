// SQL of settings that a city decides, valid at an instant.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { sql } from "../sql.ts";

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
