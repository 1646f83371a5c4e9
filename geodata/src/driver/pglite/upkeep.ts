// What autovacuum and the checkpointer do on a server: PGlite has neither. Each step blocks every other statement, so
// only small tables are vacuumed (1 M rows: 0.5 s), and one step at a time.
import { z } from "zod";
import type { Database } from "../../database.ts";
import { sql } from "../../sql.ts";

export interface UpkeepSettings {
  vacuumEveryMs: number;
  checkpointEveryMs: number;
}

export const UPKEEP_DEFAULTS: UpkeepSettings = { vacuumEveryMs: 60_000, checkpointEveryMs: 300_000 };

/** Dead rows from which a table is worth it, as autovacuum's threshold, and the size that is still "small". */
const DEAD_ROWS = 1_000;
const SMALL_BYTES = 48 * 1024 * 1024;

export function startUpkeep(
  database: Database,
  settings: UpkeepSettings,
  onFault: (fault: unknown) => void,
): () => void {
  const stops = [
    repeat(settings.vacuumEveryMs, () => vacuumHotTables(database), onFault),
    repeat(settings.checkpointEveryMs, () => database.script("checkpoint"), onFault),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

export async function vacuumHotTables(database: Database): Promise<string[]> {
  const hot = await database.query(
    sql`select format('%I.%I', schemaname, relname) as name
        from pg_stat_user_tables
        where schemaname = 'minqing' and n_dead_tup + n_mod_since_analyze >= ${DEAD_ROWS}
          and pg_relation_size(relid) <= ${SMALL_BYTES}
        order by name`,
    z.object({ name: z.string() }),
  );
  for (const { name } of hot) await database.script(`vacuum (analyze) ${name}`);
  return hot.map(({ name }) => name);
}

function repeat(everyMs: number, step: () => Promise<unknown>, onFault: (fault: unknown) => void): () => void {
  let timer: NodeJS.Timeout;
  let isStopped = false;
  const again = () => {
    if (isStopped) return;
    timer = setTimeout(() => step().catch(onFault).finally(again), everyMs);
    timer.unref();
  };
  again();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
