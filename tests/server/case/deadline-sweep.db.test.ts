// Deadlines that act: each clock is marked once, by whichever sweep comes first, and nobody's next command is spoiled.
import { CaseView } from "@minqing/core/case/case";
import { foldActs } from "@minqing/core/case/decide";
import { foldClocks } from "@minqing/core/case/run-clocks";
import { caseActs, clocksOfCases } from "@minqing/geodata/case/act-queries";
import { changesAfter, headCursor } from "@minqing/geodata/change/queries";
import { sql } from "@minqing/geodata/sql";
import { sweepDeadlines, sweepDeadlinesUntilDone } from "@minqing/server/case/deadline-sweep";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { STOPPED, stoppedAt } from "../act/stopped-at.ts";
import { HAIFENG, openApp, SEED_TIMEOUT_MS, type TestApp, UNIT } from "../open-app.ts";
import { gridIn } from "../sources.ts";

const START = Date.parse("2026-09-11T00:00:00Z");
const MINUTE = 60_000;

let app: TestApp;
let clockMs = START;
let position: [number, number];
beforeAll(async () => {
  app = await openApp({ now: () => new Date(clockMs) });
  ({ position } = await gridIn(app.db, HAIFENG));
}, SEED_TIMEOUT_MS);

beforeEach(async () => {
  // Hours pass in these tests, and nobody is signed out for it.
  await app.db.execute(
    sql`update sessions set last_seen_at = ${new Date(clockMs)}, expires_at = now() + interval '9 years'`,
  );
  await sweepDeadlinesUntilDone(app.context);
});

const advance = async (minutes: number): Promise<void> => {
  clockMs += minutes * MINUTE;
  await app.db.execute(sql`update sessions set last_seen_at = ${new Date(clockMs)}`);
};

async function commanded(who: Parameters<TestApp["post"]>[0], view: CaseView, body: object): Promise<CaseView> {
  const answer = await app.post(who, `/api/cases/${view.id}/commands`, { version: view.version, ...body });
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
  return CaseView.parse(answer.body);
}

/** P3: taking up has 30 minutes, handling 2 h by the category. */
async function dispatched(): Promise<CaseView> {
  const { body } = await app.post("desk", "/api/cases", { category: "0506", title: "积水", position, priority: 3 });
  let view = CaseView.parse(body);
  for (const type of ["accept", "register"]) view = await commanded("desk", view, { type });
  return commanded("desk", view, { type: "dispatch", departmentId: UNIT });
}

const read = async (id: string): Promise<CaseView> =>
  CaseView.parse((await app.get("leader", `/api/cases/${id}`)).body.case);

const namesOf = async (id: string): Promise<string[]> => (await caseActs(app.db, id)).map(({ act }) => act);

/** The log folds to the row and to the clocks that are stored. */
async function expectFolded(id: string): Promise<void> {
  const acts = await caseActs(app.db, id);
  const { seq, version, status, marks } = foldActs(acts);
  const row = await app.db.one(
    sql`select seq, version, status, marks from cases where id = ${id}::uuid`,
    z.object({ seq: z.number(), version: z.number(), status: z.string(), marks: z.unknown() }),
  );
  expect(row).toEqual({ seq, version, status, marks });
  const stored = (await clocksOfCases(app.db, [id])).get(id) ?? [];
  const byStart = (a: (typeof stored)[number], b: (typeof stored)[number]) =>
    a.startedBy - b.startedBy || a.clock.localeCompare(b.clock);
  expect(foldClocks(acts).sort(byStart)).toEqual(stored.sort(byStart));
}

describe("the sweep", () => {
  test("marks a case that nobody takes up, one that comes close to its deadline, and one that passes it", async () => {
    const view = await dispatched();
    const dueMs = Date.parse(view.deadlineAt ?? "");
    expect(dueMs - clockMs).toBe(120 * MINUTE);
    await sweepDeadlinesUntilDone(app.context);
    expect(await namesOf(view.id)).toHaveLength(4);
    const steps = [
      [30, "untaken"],
      [96, "approaching"],
      [120, "overdue"],
    ] as const;
    for (const [minutes, act] of steps) {
      clockMs = dueMs - (120 - minutes) * MINUTE - 1;
      await sweepDeadlinesUntilDone(app.context);
      expect(await namesOf(view.id)).not.toContain(act);
      clockMs += 1;
      await sweepDeadlinesUntilDone(app.context);
      await sweepDeadlinesUntilDone(app.context);
      expect((await namesOf(view.id)).filter((name) => name === act)).toEqual([act]);
    }
    expect(Object.keys((await read(view.id)).marks).sort()).toEqual(["approaching", "overdue", "untaken"]);
    await expectFolded(view.id);
  });

  test("leaves version and deadline alone: a command read before it goes through", async () => {
    const view = await dispatched();
    await advance(180);
    await sweepDeadlinesUntilDone(app.context);
    expect(await read(view.id)).toMatchObject({ version: view.version, deadlineAt: view.deadlineAt });
    expect(await commanded("unit", view, { type: "take" })).toMatchObject({
      status: "handling",
      deadlineAt: view.deadlineAt,
    });
    await expectFolded(view.id);
  });

  test("tells screens and the audit trail, as the system", async () => {
    const view = await dispatched();
    const before = await headCursor(app.db);
    await advance(30);
    await sweepDeadlinesUntilDone(app.context);
    const changes = (await changesAfter(app.db, before, 500)).filter(({ id }) => id === view.id);
    expect(changes).toHaveLength(1);
    expect(CaseView.parse(changes[0]?.value).marks).toHaveProperty("untaken");
    const audited = await app.db.raw(
      sql`select actor, detail from audit_events where object_id = ${view.id} and action = 'case.untaken'`,
    );
    expect(audited).toMatchObject([{ actor: "system", detail: { clock: "take-up" } }]);
  });

  test("marks each clock once, however many sweeps run at the same time", async () => {
    const views = await Promise.all(Array.from({ length: 12 }, dispatched));
    await advance(130);
    await Promise.all(Array.from({ length: 6 }, () => sweepDeadlinesUntilDone(app.context)));
    await sweepDeadlinesUntilDone(app.context);
    for (const { id } of views) {
      expect((await namesOf(id)).slice(4).sort()).toEqual(["overdue", "untaken"]);
      await expectFolded(id);
    }
  });

  test("passes over a case that somebody holds, and marks it afterwards", async () => {
    const [held, free] = [await dispatched(), await dispatched()];
    await advance(31);
    await app.owner.transaction(async (tx) => {
      await tx.execute(sql`select from cases where id = ${held.id}::uuid for update`);
      await sweepDeadlines(app.context);
    });
    expect(await namesOf(free.id)).toContain("untaken");
    expect(await namesOf(held.id)).not.toContain("untaken");
    await sweepDeadlinesUntilDone(app.context);
    expect(await namesOf(held.id)).toContain("untaken");
  });

  test("marks nothing twice for a case that was reworked after its deadline", async () => {
    let view = await dispatched();
    await advance(130);
    await sweepDeadlinesUntilDone(app.context);
    for (const type of ["take", "submit"]) view = await commanded("unit", view, { type });
    view = await commanded("desk", view, { type: "rework", reason: "还有积水" });
    expect(Date.parse(view.deadlineAt ?? "")).toBeLessThan(clockMs);
    await sweepDeadlinesUntilDone(app.context);
    expect((await namesOf(view.id)).filter((name) => name === "overdue")).toEqual(["overdue"]);
    await expectFolded(view.id);
  });
});

test("what a kill leaves is finished by the next sweep, and nothing is done twice", async () => {
  const view = await dispatched();
  await advance(130);
  // Stops at each statement of the sweep in turn, as a kill would.
  for (let moment = 1; moment < 60; moment++) {
    const stopping = { ...app.context, db: stoppedAt(app.db, moment) };
    const outcome = await sweepDeadlines(stopping).catch((fault: Error) => fault.message);
    const marks = (await namesOf(view.id)).slice(4);
    if (outcome === STOPPED) expect(marks).toEqual([]);
    else {
      expect(marks.sort()).toEqual(["overdue", "untaken"]);
      await expectFolded(view.id);
      expect(moment).toBeGreaterThan(8);
      return;
    }
  }
  expect.unreachable("the sweep never finished");
});
