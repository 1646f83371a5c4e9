// Acts that are stopped at each of their statements in turn, as a kill would: each time nothing of them is there, and the same
// request afterwards does them once.
import { randomUUID } from "node:crypto";
import type { Actor } from "@minqing/core/access/account";
import type { CaseCommand } from "@minqing/core/case/acts";
import { foldActs } from "@minqing/core/case/decide";
import { caseActs } from "@minqing/geodata/case/act-queries";
import { sql } from "@minqing/geodata/sql";
import type { OnceRequest } from "@minqing/server/act/run-once";
import { runCommand } from "@minqing/server/case/run-command";
import { sendReport } from "@minqing/server/report/file-report";
import type { ServerContext } from "@minqing/server/server-context";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { times } from "../../services/night.ts";
import { HAIFENG, openApp, SEED_TIMEOUT_MS, type TestApp, UNIT } from "../open-app.ts";
import { gridIn } from "../sources.ts";
import { STOPPED, stoppedAt } from "./stopped-at.ts";

/** By day each act once; at night a thousand kills and more. */
const ROUNDS = times(1, 20);
let app: TestApp;
let position: [number, number];
let actor: Actor;
beforeAll(async () => {
  app = await openApp();
  ({ position } = await gridIn(app.db, HAIFENG));
  actor = (await app.context.sessions.openFor("desk")).session.actor;
}, SEED_TIMEOUT_MS);

const Count = z.object({ n: z.number() });
/** Everything that an act writes. */
const rowsOf = async (): Promise<number[]> => {
  const tables = [
    sql`cases`,
    sql`reports`,
    sql`report_contacts`,
    sql`case_acts`,
    sql`case_clocks`,
    sql`audit_events`,
    sql`change_log`,
    sql`idempotency_keys`,
  ];
  const counts: number[] = [];
  for (const table of tables) counts.push((await app.owner.one(sql`select count(*) as n from ${table}`, Count)).n);
  return counts;
};

const onceOf = (address: string, body: object): OnceRequest => ({
  username: actor.username,
  key: randomUUID(),
  fingerprints: app.context.fingerprints.of(address, Buffer.from(JSON.stringify(body))),
  at: app.context.now(),
  scope: actor.scope,
});

/** Returns the number of kills before the act went through. */
async function killedEverywhere(act: (context: ServerContext) => Promise<unknown>): Promise<number> {
  for (let moment = 1; moment < 200; moment++) {
    const before = await rowsOf();
    const outcome = await act({ ...app.context, db: stoppedAt(app.db, moment) }).then(
      () => "done",
      (fault: Error) => fault.message,
    );
    if (outcome === "done") return moment - 1;
    expect(outcome).toBe(STOPPED);
    expect(await rowsOf()).toEqual(before);
  }
  return expect.unreachable("the act never went through");
}

test(
  "reports and commands are all there or not at all",
  async () => {
    let kills = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const contact = { name: "张三", phone: "13800001111" };
      const draft = { id: randomUUID(), category: "0506", title: "积水", position, crs: "WGS84" as const, contact };
      const once = onceOf("report", draft);
      kills += await killedEverywhere((context) => sendReport(context, { actor, draft, once }));
      const { caseId } = await app.owner.one(
        sql`select case_id from reports where id = ${draft.id}::uuid`,
        z.object({ caseId: z.string() }),
      );
      const joining = { ...draft, id: randomUUID(), caseId };
      kills += await killedEverywhere((context) =>
        sendReport(context, { actor, draft: joining, once: onceOf("join", joining) }),
      );
      const commands: CaseCommand[] = [
        { type: "accept", version: 1 },
        { type: "register", version: 2 },
        { type: "dispatch", version: 3, departmentId: UNIT },
        { type: "urge" },
        { type: "recall", version: 4, reason: "派错" },
      ];
      for (const input of commands) {
        const command = onceOf(caseId, input);
        kills += await killedEverywhere((context) => runCommand(context, { actor, caseId, input, once: command }));
      }
      const acts = await caseActs(app.db, caseId);
      expect(acts.map(({ act }) => act)).toEqual([
        "report",
        "report-join",
        "accept",
        "register",
        "dispatch",
        "urge",
        "recall",
      ]);
      const row = await app.owner.one(
        sql`select seq, version, status from cases where id = ${caseId}::uuid`,
        z.object({ seq: z.number(), version: z.number(), status: z.string() }),
      );
      expect(foldActs(acts)).toMatchObject(row);
    }
    expect(kills).toBeGreaterThanOrEqual(50 * ROUNDS);
  },
  60_000 * ROUNDS,
);
