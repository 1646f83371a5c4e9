// Daily partitions (UTC) of telemetry: made ahead, made for days whose late rows lie in the default partition, and
// dropped when they are older than the city's retention. Needs the owner role.
import { z } from "zod";
import type { Database, Executor } from "../database.ts";
import { sql, sqlName } from "../sql.ts";

const TABLES = ["observations", "positions"] as const;
type Table = (typeof TABLES)[number];
const DAY_MS = 86_400_000;

export interface PartitionPlan {
  now: Date;
  /** Days ahead of today that must be ready. */
  aheadDays: number;
  /** Rows whose observation is older than this many days are deleted. */
  keepDays: number;
}

const dayOf = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS;
const dateText = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const partitionName = (table: string, dayMs: number): string => `${table}_${dateText(dayMs).replaceAll("-", "")}`;

const Day = z.object({ day: z.date() });
const Name = z.object({ name: z.string() });

/** Returns the names of the partitions that it made and dropped. */
export async function ensurePartitions(
  ownerDb: Database,
  plan: PartitionPlan,
): Promise<{ made: string[]; dropped: string[] }> {
  const made: string[] = [];
  const dropped: string[] = [];
  const oldestRetained = dayOf(plan.now.getTime()) - plan.keepDays * DAY_MS;
  for (const table of TABLES) {
    const present = new Set(await partitionsOf(ownerDb, table));
    const days = new Set(await defaultDays(ownerDb, table, oldestRetained));
    for (let ahead = 0; ahead <= plan.aheadDays; ahead++) days.add(dayOf(plan.now.getTime()) + ahead * DAY_MS);
    for (const day of days) {
      const name = partitionName(table, day);
      if (present.has(name)) continue;
      await makePartition(ownerDb, table, day);
      made.push(name);
    }
    for (const name of present) {
      if (!isOlder(name, table, oldestRetained)) continue;
      await ownerDb.script(`drop table minqing.${name}`);
      dropped.push(name);
    }
    await ownerDb.script(
      `delete from minqing.${table}_default where observed_at < '${dateText(oldestRetained)}T00:00:00Z'`,
    );
  }
  return { made, dropped };
}

/** Deletes whole days before an instant, in the caller's transaction. Returns how many rows were deleted. */
export async function dropPartitions(tx: Executor, table: Table, before: Date): Promise<number> {
  const old = (await partitionsOf(tx, table)).filter((name) => isOlder(name, table, dayOf(before.getTime())));
  let rows = await tx.execute(
    sql`delete from ${sqlName(`${table}_default`)} where observed_at < ${before}::timestamptz`,
  );
  for (const name of old) {
    rows += (await tx.one(sql`select count(*) as n from ${sqlName(name)}`, z.object({ n: z.number() }))).n;
    await tx.execute(sql`drop table ${sqlName(name)}`);
  }
  return rows;
}

async function partitionsOf(db: Executor, table: string): Promise<string[]> {
  const rows = await db.query(
    sql`
      select c.relname as name from pg_inherits i
      join pg_class c on c.oid = i.inhrelid
      where i.inhparent = ${`minqing.${table}`}::regclass order by c.relname`,
    Name,
  );
  return rows.map(({ name }) => name);
}

/** Retained days with rows in the default partition. */
async function defaultDays(db: Database, table: Table, oldestRetained: number): Promise<number[]> {
  const source = table === "observations" ? sql`observations_default` : sql`positions_default`;
  const rows = await db.query(
    sql`
      select distinct date_trunc('day', observed_at, 'UTC') as day from ${source}
      where observed_at >= ${new Date(oldestRetained)}`,
    Day,
  );
  return rows.map(({ day }) => day.getTime());
}

/**
 * Several statements in one message are one transaction. Rows of the day must leave the default partition before the
 * attach.
 */
async function makePartition(db: Database, table: string, dayMs: number): Promise<void> {
  const name = partitionName(table, dayMs);
  const [from, to] = [dateText(dayMs), dateText(dayMs + DAY_MS)];
  const range = `observed_at >= '${from}T00:00:00Z' and observed_at < '${to}T00:00:00Z'`;
  await db.script(`
    lock table minqing.${table}_default in access exclusive mode;
    create table minqing.${name} (like minqing.${table} including defaults including constraints);
    with moved as (delete from minqing.${table}_default where ${range} returning *) insert into minqing.${name} select * from moved;
    alter table minqing.${table} attach partition minqing.${name} for values from ('${from}T00:00:00Z') to ('${to}T00:00:00Z')`);
}

function isOlder(name: string, table: string, oldestRetained: number): boolean {
  const match = new RegExp(`^${table}_(\\d{4})(\\d{2})(\\d{2})$`).exec(name);
  return match !== null && Date.parse(`${match[1]}-${match[2]}-${match[3]}T00:00:00Z`) < oldestRetained;
}
