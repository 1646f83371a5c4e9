// SQL of the setting that marks which demo city the database holds.
import { z } from "zod";
import type { Executor } from "../../database.ts";
import { exists } from "../../exists.ts";
import { Json, sql } from "../../sql.ts";

const MARK = "demo_city";

export const DemoMark = z.object({
  cityCode: z.string(),
  seed: z.string(),
  densityScale: z.number(),
  /** The instant at which the history ends. */
  anchor: z.iso.datetime(),
});
export type DemoMark = z.infer<typeof DemoMark>;

export async function readDemoMark(executor: Executor): Promise<DemoMark | null> {
  const rows = await executor.query(sql`select value from settings where key = ${MARK}`, z.object({ value: DemoMark }));
  return rows[0]?.value ?? null;
}

export const writeDemoMark = (tx: Executor, mark: DemoMark): Promise<number> =>
  tx.execute(sql`
    insert into settings (key, edition, value, valid_from)
    values (${MARK}, 'demo', ${new Json(mark)}::jsonb, ${mark.anchor}::timestamptz)`);

export const hasRegions = (executor: Executor): Promise<boolean> => exists(executor, sql`select from regions`);
