// Reads and writes rows of any table as text. The text of a whole row is lossless (EWKB, shortest-exact floats,
// instants with offset) and the same on every PostgreSQL, so a backup of one driver fits the other.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { sql, sqlName } from "../sql.ts";

const TextRow = z.object({ row: z.string() });

/**
 * The table's rows in batches, through a cursor of the transaction. Rows that refer to their own table are ordered
 * parents first.
 */
export async function* tableRows(tx: Executor, table: string): AsyncGenerator<string[]> {
  const order = table === "regions" ? sql`order by length(code), code` : sql``;
  await tx.execute(
    sql`declare backup_rows no scroll cursor for select t::text as row from minqing.${sqlName(table)} t ${order}`,
  );
  for (;;) {
    const rows = await tx.query(sql`fetch forward 2000 from backup_rows`, TextRow);
    if (rows.length === 0) break;
    yield rows.map((row) => row.row);
  }
  await tx.execute(sql`close backup_rows`);
}

export async function insertRows(tx: Executor, table: string, rows: readonly string[]): Promise<void> {
  const name = sqlName(table);
  await tx.execute(sql`
    insert into minqing.${name} overriding system value
    select (r.t).* from (select x::minqing.${name} as t from unnest(${rows}::text[]) x) r`);
}

export async function deleteRows(tx: Executor, table: string): Promise<void> {
  await tx.execute(sql`delete from minqing.${sqlName(table)}`);
}

export async function isEmpty(executor: Executor, table: string): Promise<boolean> {
  const row = await executor.one(
    sql`select not exists (select 1 from minqing.${sqlName(table)}) as empty`,
    z.object({ empty: z.boolean() }),
  );
  return row.empty;
}
