// The sweep of deadlines among 100,000 open clocks: how late a mark is at 20 due a second, and how long 5,000 that are due at
// once take. Ceiling: the same rows marked by one plain update.
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "@minqing/geodata/sql";
import { startDeadlineSweep, sweepDeadlinesUntilDone } from "@minqing/server/case/deadline-sweep";
import { z } from "zod";
import { type ActServer, startActServer } from "./act-server.ts";
import { againstCeilings } from "./against-ceiling.ts";
import type { Bench } from "./bench.ts";
import { withScratch } from "./scratch.ts";
import { percentile } from "./statistics.ts";

const CLOCKS = 100_000;
const DUE_PER_S = 20;
const AT_ONCE = 5_000;

export const SWEEP_BENCH: Bench = {
  about: `marks of deadlines among ${CLOCKS} open clocks: lateness at ${DUE_PER_S} due a second, time for ${AT_ONCE} at once`,
  defaultRuns: 1,
  defaultSeconds: 60,
  run: ({ seconds }) =>
    withScratch(async (folder) => {
      const server = await startActServer(folder, 10);
      try {
        await fill(server, seconds);
        const lateMs = await lateness(server, seconds);
        const drainS = await drain(server);
        const plainS = await plainMarks(server);
        return [
          { name: "marks", value: lateMs.length, unit: "" },
          { name: "lateness of a mark, median", value: percentile(lateMs, 0.5), unit: "ms" },
          { name: "lateness of a mark, p99", value: percentile(lateMs, 0.99), unit: "ms", target: "≤ 5000" },
          ...againstCeilings({ name: `${AT_ONCE} due at once`, value: drainS, unit: "s" }, [
            { name: "one plain update of them", value: plainS, target: "≤ 200" },
          ]),
          { name: `${AT_ONCE} due at once, of 60 s`, value: drainS / 60, unit: "", target: "≤ 1" },
        ];
      } finally {
        await server.close();
      }
    }),
};

/** Cases at work, each with a handling clock; the first ones become due one after the other, the rest in a month. */
async function fill({ owner }: ActServer, seconds: number): Promise<void> {
  await owner.script(`
    create temporary table cells as
      select row_number() over (order by code) - 1 as place, code, st_pointonsurface(geom) as point
      from grid_cells order by code limit 50;
    insert into cases (id, number, kind, category, category_edition, title, status, priority, source, region_code, geom,
      reported_at, status_since, seq, version, synthetic)
    select md5('bench' || n)::uuid, 'bench' || n, 'event', '0110', 'demo 1', 'bench', 'handling', 3, 'operator', c.code,
      c.point, now() - n * interval '1 second', now(), 5, 5, true
    from generate_series(1, ${CLOCKS}) n
    join cells c on c.place = n % 50;
    insert into case_clocks (case_id, clock, started_by, step, started_at, due_at, intervals, next_at)
    select md5('bench' || n)::uuid, 'handling', 4, 'dispatched', now(), d.due,
      jsonb_build_array(jsonb_build_object('from', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'to', null, 'state', 'running', 'holder', 'unit', 'by', 4, 'reason', null)), d.due
    from generate_series(1, ${CLOCKS}) n
    cross join lateral (select case when n <= ${seconds * DUE_PER_S}
      then date_trunc('milliseconds', clock_timestamp()) + interval '20 seconds' + n * interval '1 second' / ${DUE_PER_S}
      else now() + interval '30 days' end as due) d;
    analyze cases; analyze case_clocks;`);
}

async function lateness({ context, owner }: ActServer, seconds: number): Promise<number[]> {
  const sweep = startDeadlineSweep(context);
  const { last } = await owner.one(
    sql`select max(due_at) as last from case_clocks where stopped_at is null and due_at < now() + interval '1 day'`,
    z.object({ last: z.date() }),
  );
  await sleep(Math.max(0, last.getTime() - Date.now()) + 6_000);
  await sweep.close();
  const rows = await owner.query(
    sql`
      select (extract(epoch from l.at - (a.detail ->> 'dueAt')::timestamptz) * 1000)::float8 as late
      from case_acts a join change_log l on l.kind = 'case' and l.object_id = a.case_id::text
      where a.act = 'overdue' and l.at > (a.detail ->> 'dueAt')::timestamptz`,
    z.object({ late: z.number() }),
  );
  if (rows.length !== seconds * DUE_PER_S)
    throw new Error(`sweep: expected ${seconds * DUE_PER_S} marks, got ${rows.length}`);
  return rows.map(({ late }) => late);
}

async function drain({ context, owner }: ActServer): Promise<number> {
  await owner.execute(sql`
    update case_clocks set due_at = now(), next_at = now()
    where case_id in (select md5('bench' || n)::uuid from generate_series(${CLOCKS - AT_ONCE + 1}::int, ${CLOCKS}::int) n)`);
  const startedAt = performance.now();
  await sweepDeadlinesUntilDone(context);
  const seconds = (performance.now() - startedAt) / 1000;
  const { n } = await owner.one(
    sql`select count(*) as n from case_clocks where overdue_by is not null`,
    z.object({ n: z.number() }),
  );
  if (n < AT_ONCE) throw new Error(`sweep: expected ${AT_ONCE} marks at once, got ${n}`);
  return seconds;
}

async function plainMarks({ owner }: ActServer): Promise<number> {
  const startedAt = performance.now();
  await owner.execute(sql`
    update case_clocks set overdue_by = 9, next_at = null
    where case_id in (select md5('bench' || n)::uuid from generate_series(${CLOCKS - 2 * AT_ONCE + 1}::int, ${CLOCKS - AT_ONCE}::int) n)`);
  return (performance.now() - startedAt) / 1000;
}
