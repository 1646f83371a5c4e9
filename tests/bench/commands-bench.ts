// Commands on cases at a steady rate: each with its idempotency key, log, clocks, row, audit and change log. They start on
// time, whether or not the ones before are done. Ceiling: one row updated and committed at the same rate.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { CaseCommand } from "@minqing/core/case/acts";
import { sql } from "@minqing/geodata/sql";
import { runCommand } from "@minqing/server/case/run-command";
import { reportCase } from "@minqing/server/report/file-report";
import { z } from "zod";
import { type ActServer, everyone, startActServer } from "./act-server.ts";
import { againstCeilings } from "./against-ceiling.ts";
import type { Bench } from "./bench.ts";
import { withScratch } from "./scratch.ts";
import { percentile } from "./statistics.ts";

const RATE = 50;
/** So many that a case has no longer a life than a real one: about twenty acts in ten minutes. */
const CASES = 1_500;
const CEILING_S = 10;

export const COMMANDS_BENCH: Bench = {
  about: `${RATE} commands/s on cases, PostgreSQL: how long each takes`,
  defaultRuns: 1,
  defaultSeconds: 600,
  run: ({ seconds }) =>
    withScratch(async (folder) => {
      const server = await startActServer(folder, 20);
      try {
        const lives = await prepare(server);
        const failures: string[] = [];
        const times = await atRate(seconds, (n) => next(server, lives[n % lives.length] as Life), failures);
        const plain = await atRate(CEILING_S, (n) => plainUpdate(server, lives[n % lives.length] as Life), failures);
        if (failures.length > 0)
          throw new Error(`commands: expected no failure, got ${failures.length}: ${failures[0]}`);
        return [
          { name: "commands", value: times.length, unit: "" },
          { name: "a command, median", value: percentile(times, 0.5), unit: "ms" },
          ...againstCeilings({ name: "a command, p95", value: percentile(times, 0.95), unit: "ms" }, [
            { name: "one row and its commit, p95", value: percentile(plain, 0.95), target: "≤ 15" },
          ]),
          { name: "a command, p95, of 50 ms", value: percentile(times, 0.95) / 50, unit: "", target: "≤ 1" },
          { name: "a command, p99", value: percentile(times, 0.99), unit: "ms" },
        ];
      } finally {
        await server.close();
      }
    }),
};

interface Life {
  id: string;
  version: number;
  departmentId: string;
  step: number;
}

/** Goes round without an end: a returned case is dispatched again. */
const ROUND = ["dispatch", "take", "submit", "rework", "take", "return"] as const;

async function prepare({ context }: ActServer): Promise<Life[]> {
  const { position } = await context.db.one(
    sql`select array[st_x(p), st_y(p)] as position from (select st_pointonsurface(geom) as p from grid_cells order by code limit 1) g`,
    z.object({ position: z.tuple([z.number(), z.number()]) }),
  );
  const { id: departmentId } = await context.db.one(
    sql`select id from departments order by id limit 1`,
    z.object({ id: z.string() }),
  );
  const actor = everyone(departmentId);
  const lives: Life[] = [];
  for (let i = 0; i < CASES; i++) {
    const once = { username: "bench", key: null, fingerprints: [], at: new Date(), scope: actor.scope };
    const report = { category: "0506", title: "bench", position, crs: "WGS84" as const };
    const { id } = await reportCase(context, { actor, report, once });
    const life = { id, version: 1, departmentId, step: 0 };
    for (const type of ["accept", "register"] as const)
      life.version = await command(context, life, { type, version: life.version });
    lives.push(life);
  }
  return lives;
}

async function command(context: ActServer["context"], { id, departmentId }: Life, input: CaseCommand): Promise<number> {
  const actor = everyone(departmentId);
  const key = randomUUID();
  const fingerprints = context.fingerprints.of(`POST /api/cases/${id}/commands`, Buffer.from(JSON.stringify(input)));
  const once = { username: actor.username, key, fingerprints, at: context.now(), scope: actor.scope };
  return (await runCommand(context, { actor, caseId: id, input, once })).version;
}

async function next({ context }: ActServer, life: Life): Promise<void> {
  const type = ROUND[life.step % ROUND.length] ?? "dispatch";
  const { version, departmentId } = life;
  life.step += 1;
  if (type === "dispatch") life.version = await command(context, life, { type, version, departmentId });
  else if (type === "rework" || type === "return")
    life.version = await command(context, life, { type, version, reason: "bench" });
  else life.version = await command(context, life, { type, version });
}

async function plainUpdate({ context }: ActServer, { id }: Life): Promise<void> {
  await context.db.transaction((tx) => tx.execute(sql`update cases set title = title where id = ${id}::uuid`));
}

/** Milliseconds of each turn. A turn that would begin while the case's one before still runs waits for it: commands follow. */
async function atRate(seconds: number, turn: (n: number) => Promise<void>, failures: string[]): Promise<number[]> {
  const times: number[] = [];
  const running: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let n = 0; n < seconds * RATE; n++) {
    await sleep(Math.max(0, startedAt + (n * 1000) / RATE - performance.now()));
    const before = performance.now();
    running.push(
      turn(n)
        .then(() => void times.push(performance.now() - before))
        .catch((fault: unknown) => void failures.push(String(fault))),
    );
  }
  await Promise.all(running);
  return times;
}
