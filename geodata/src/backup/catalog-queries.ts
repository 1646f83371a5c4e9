// The tables of a backup, in an order in which every foreign key finds its row.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { sql } from "../sql.ts";

/** Rows without a meaning in another database: sessions, and the migrations that this database has run. */
const EXCLUDED = ["sessions", "schema_migrations"];

const TableRow = z.object({ name: z.string(), needs: z.array(z.string()) });
type Table = z.infer<typeof TableRow>;

function tables(executor: Executor): Promise<Table[]> {
  return executor.query(
    sql`
      select c.relname::text as name,
        coalesce(array_agg(distinct f.relname::text) filter (where f.relname is not null and f.oid <> c.oid), '{}') as needs
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'minqing'
      left join pg_constraint k on k.conrelid = c.oid and k.contype = 'f'
      left join pg_class f on f.oid = k.confrelid
      where c.relkind in ('r', 'p') and not c.relispartition
      group by c.relname
      order by c.relname`,
    TableRow,
  );
}

/** Table names, referenced before referencing; a cycle is an error. */
export async function tablesInOrder(executor: Executor): Promise<string[]> {
  let waiting = (await tables(executor)).filter((table) => !EXCLUDED.includes(table.name));
  const ordered: string[] = [];
  while (waiting.length > 0) {
    const ready = waiting.filter((table) => table.needs.every((need) => ordered.includes(need)));
    if (ready.length === 0) {
      throw new Error(`expected foreign keys without a cycle, got one among ${waiting.map((t) => t.name).join(", ")}`);
    }
    ordered.push(...ready.map((table) => table.name));
    waiting = waiting.filter((table) => !ready.includes(table));
  }
  return ordered;
}

/** The newest migration: a backup fits only the schema it was taken from. */
export async function schemaVersion(executor: Executor): Promise<number> {
  const row = await executor.one(
    sql`select max(version)::int as version from minqing.schema_migrations`,
    z.object({ version: z.number().int() }),
  );
  return row.version;
}

const SequenceRow = z.object({ name: z.string(), last: z.number().nullable() });

/** Sequences of our tables, with their last values. */
export function sequences(executor: Executor): Promise<z.infer<typeof SequenceRow>[]> {
  return executor.query(
    sql`select sequencename::text as name, last_value as last from pg_sequences where schemaname = 'minqing' order by 1`,
    SequenceRow,
  );
}

export async function moveSequence(executor: Executor, name: string, last: number): Promise<void> {
  await executor.execute(sql`select setval(format('minqing.%I', ${name}::text)::regclass, ${last}::bigint)`);
}
