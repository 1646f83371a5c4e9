// Cases over HTTP: report, commands, return, close; opened by alarms and detections; nothing happens twice.
import { CaseView } from "@minqing/core/case/case";
import { foldActs } from "@minqing/core/case/decide";
import { CaseActView } from "@minqing/core/case/log";
import { foldClocks } from "@minqing/core/case/run-clocks";
import { BOARD } from "@minqing/core/change/board";
import { DEFAULT_DEVICE_LIMITS, DEVICE_LIMITS_KEY } from "@minqing/core/device/limits";
import { caseActs, clocksOfCases } from "@minqing/geodata/case/act-queries";
import { changesAfter, headCursor } from "@minqing/geodata/change/queries";
import { replaceSetting } from "@minqing/geodata/setting/queries";
import { sql } from "@minqing/geodata/sql";
import { sweepUntilDone } from "@minqing/server/case/opening-sweep";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { expectProblem, HAIFENG, openApp, SEED_TIMEOUT_MS, type TestApp, UNIT } from "./open-app.ts";
import { detect, gridIn, raiseAlarm } from "./sources.ts";

let app: TestApp;
let position: [number, number];
let gridCode: string;
beforeAll(async () => {
  app = await openApp();
  ({ position, code: gridCode } = await gridIn(app.db, HAIFENG));
}, SEED_TIMEOUT_MS);

const report = (title = "路面积水") => ({ category: "0506", title, position });

async function reported(title?: string): Promise<CaseView> {
  const { status, body } = await app.post("desk", "/api/cases", report(title));
  expect(status).toBe(201);
  return CaseView.parse(body);
}

const command = (who: Parameters<TestApp["post"]>[0], view: CaseView, body: object, key?: string) =>
  app.post(who, `/api/cases/${view.id}/commands`, { version: view.version, ...body }, key);

async function commanded(who: Parameters<TestApp["post"]>[0], view: CaseView, body: object): Promise<CaseView> {
  const answer = await command(who, view, body);
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
  return CaseView.parse(answer.body);
}

async function dispatched(): Promise<CaseView> {
  let view = await reported();
  for (const type of ["accept", "register"]) view = await commanded("desk", view, { type });
  return commanded("desk", view, { type: "dispatch", departmentId: UNIT });
}

describe("a report", () => {
  test("stands in its grid cell with a number, a priority and a deadline", async () => {
    const view = await reported();
    expect(view).toMatchObject({
      status: "reported",
      regionCode: gridCode,
      version: 1,
      synthetic: true,
      kind: "event",
    });
    expect(view.number).toMatch(/^\d{4}-\d{4}$/);
    expect(Date.parse(view.deadlineAt ?? "")).toBeGreaterThan(Date.parse(view.reportedAt));
  });

  test("declares its datum and is converted once", async () => {
    const answer = await app.post("desk", "/api/cases", { ...report(), crs: "GCJ02" });
    const [lon, lat] = answer.body.position;
    // GCJ-02 is offset by some 500 m here.
    expect(Math.hypot(lon - position[0], lat - position[1]) * 111_000).toBeGreaterThan(100);
  });

  test("numbers of one day are different and follow each other", async () => {
    const views = [];
    for (let i = 0; i < 3; i++) views.push(await reported());
    const serials = views.map((view) => Number(view.number.slice(5)));
    expect(serials).toEqual([serials[0], (serials[0] ?? 0) + 1, (serials[0] ?? 0) + 2]);
  });

  test("of an unknown category, outside the city or with broken JSON is refused", async () => {
    expectProblem(await app.post("desk", "/api/cases", { ...report(), category: "9999" }), "bad-request", 400);
    expectProblem(await app.post("desk", "/api/cases", { ...report(), position: [0, 0] }), "bad-request", 400);
    expectProblem(await app.post("desk", "/api/cases", { ...report(), title: "" }), "bad-request", 400);
    expectProblem(await app.post("desk", "/api/cases", '{"category": '), "bad-request", 400);
    expectProblem(
      await app.post("desk", "/api/cases", { ...report(), description: "x".repeat(300_000) }),
      "payload-too-large",
      413,
    );
    expectProblem(await app.post("leader", "/api/cases", report()), "role-missing", 403);
  });
});

describe("the main line", () => {
  test("runs from report to closing, and its log folds to the row", async () => {
    let view = await dispatched();
    for (const type of ["take", "submit"]) view = await commanded("unit", view, { type });
    view = await commanded("desk", view, { type: "rework", reason: "还有积水" });
    expect(view).toMatchObject({ status: "dispatched", departmentId: UNIT, reworkCount: 1 });
    for (const type of ["take", "submit"]) view = await commanded("units", view, { type });
    view = await commanded("desk", view, { type: "close", note: "好" });
    expect(view).toMatchObject({ status: "closed", deadlineAt: null, version: 10 });
    expect(view.closedAt).toBe(view.statusSince);
    const { body } = await app.get("leader", `/api/cases/${view.id}`);
    const log = z.array(CaseActView).parse(body.acts);
    expect(log.map((entry) => entry.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    log.reduce<string | null>((status, entry) => {
      expect(entry.from).toBe(status);
      return entry.to;
    }, null);
    const acts = await caseActs(app.db, view.id);
    const { status, version, departmentId, reworkCount, closedAt } = foldActs(acts);
    expect({ status, version, departmentId, reworkCount, closedAt: closedAt?.toISOString() }).toEqual({
      status: view.status,
      version: view.version,
      departmentId: view.departmentId,
      reworkCount: view.reworkCount,
      closedAt: view.closedAt,
    });
    const clocks = (await clocksOfCases(app.db, [view.id])).get(view.id) ?? [];
    expect(new Set(foldClocks(acts).map((clock) => JSON.stringify(clock, Object.keys(clock).sort())))).toEqual(
      new Set(clocks.map((clock) => JSON.stringify(clock, Object.keys(clock).sort()))),
    );
    expect(body.clocks).toEqual(clocks);
    expect(body.case).toEqual(view);
    expect(body.possibleCommands).toEqual([]);
    expect(body.description).toBeNull();
  });

  test("a return goes to the dispatcher with its reason and without a department", async () => {
    const view = await dispatched();
    expectProblem(await command("unit", view, { type: "return" }), "bad-request", 400);
    const returned = await commanded("unit", view, { type: "return", reason: "不归我们管" });
    expect(returned).toMatchObject({ status: "registered", departmentId: null, returnCount: 1 });
  });

  test("shows each seat its own buttons", async () => {
    const view = await dispatched();
    const buttons = async (who: "desk" | "unit" | "leader") =>
      (await app.get(who, `/api/cases/${view.id}`)).body.possibleCommands.sort();
    expect(await buttons("unit")).toEqual(["return", "take"]);
    expect(await buttons("desk")).toEqual(["recall", "supervise", "urge"]);
    expect(await buttons("leader")).toEqual(["supervise", "urge"]);
  });
});

describe("urging", () => {
  test("is counted and logged, needs no version, and moves neither version nor deadline", async () => {
    const view = await dispatched();
    const urge = (who: "desk" | "leader" | "unit", note?: string) =>
      app.post(who, `/api/cases/${view.id}/commands`, { type: "urge", ...(note === undefined ? {} : { note }) });
    expect((await urge("leader", "已两小时")).status).toBe(200);
    const { body } = await urge("desk");
    expect(body).toMatchObject({ version: view.version, deadlineAt: view.deadlineAt, marks: { urge: { count: 2 } } });
    expectProblem(await urge("unit"), "role-missing", 403);
    const { acts } = (await app.get("leader", `/api/cases/${view.id}`)).body;
    expect(acts.at(-2)).toMatchObject({ act: "urge", actor: "leader", detail: { note: "已两小时" } });
    // The unit's command, read before, goes through.
    expect(await commanded("unit", view, { type: "take" })).toMatchObject({ status: "handling" });
  });
});

describe("supervising", () => {
  const order = (change: object = {}) => ({
    type: "supervise",
    level: 2,
    instruction: "今日办结",
    dueAt: new Date(Date.now() + 3_600_000).toISOString(),
    ...change,
  });

  test("has a clock of its own with the given date; another takes its place, and the case's end stops it", async () => {
    const view = await dispatched();
    const supervise = (body: object) => app.post("leader", `/api/cases/${view.id}/commands`, body);
    const first = order();
    expect((await supervise(first)).body).toMatchObject({ version: view.version, deadlineAt: view.deadlineAt });
    const second = order({ level: 3, dueAt: new Date(Date.now() + 7_200_000).toISOString() });
    expect((await supervise(second)).status).toBe(200);
    const clocksNow = async () =>
      (await app.get("leader", `/api/cases/${view.id}`)).body.clocks.filter(
        (c: { clock: string }) => c.clock === "supervision",
      );
    expect(await clocksNow()).toMatchObject([
      { dueAt: first.dueAt, stoppedBy: 6, limit: null },
      { dueAt: second.dueAt, stoppedAt: null },
    ]);
    let next = view;
    for (const type of ["take", "submit"]) next = await commanded("unit", next, { type });
    await commanded("desk", next, { type: "close" });
    expect((await clocksNow()).at(-1)).toMatchObject({ stoppedBy: 9 });
  });

  test("needs level, instruction and a date that lies ahead, and a role that follows the case", async () => {
    const view = await dispatched();
    const path = `/api/cases/${view.id}/commands`;
    for (const change of [
      { level: 4 },
      { instruction: " " },
      { dueAt: "soon" },
      { dueAt: "2026-01-01T00:00:00.000Z" },
    ]) {
      const problem = expectProblem(await app.post("leader", path, order(change)), "bad-request", 400);
      expect(problem.errors?.map(({ path: field }) => field)).toEqual(Object.keys(change));
    }
    expectProblem(await app.post("unit", path, order()), "role-missing", 403);
  });
});

describe("recalling a dispatch", () => {
  test("takes the unit away and keeps the handling clock, at the centre's charge; another dispatch does not move it", async () => {
    const view = await dispatched();
    const recalled = await commanded("desk", view, { type: "recall", reason: "派错部门" });
    expect(recalled).toMatchObject({ status: "registered", departmentId: null, returnCount: 0 });
    const again = await commanded("desk", recalled, { type: "dispatch", departmentId: UNIT });
    expect(again.deadlineAt).toBe(view.deadlineAt);
    const { clocks } = (await app.get("desk", `/api/cases/${view.id}`)).body;
    const handling = clocks.find(({ clock }: { clock: string }) => clock === "handling");
    expect(
      handling.intervals.map(({ holder, reason }: { holder: string; reason: string }) => [holder, reason]),
    ).toEqual([
      ["unit", null],
      ["centre", "派错部门"],
      ["unit", null],
    ]);
  });

  test("is not possible once the unit has taken it up, nor for the unit", async () => {
    const view = await dispatched();
    expectProblem(await command("unit", view, { type: "recall", reason: "x" }), "role-missing", 403);
    const taken = await commanded("unit", view, { type: "take" });
    expectProblem(await command("desk", taken, { type: "recall", reason: "x" }), "command-not-possible", 409);
  });
});

describe("refusals", () => {
  test("an old version, a wrong order, a missing role, another unit, an unknown department", async () => {
    const fresh = await reported();
    expectProblem(await command("desk", { ...fresh, version: 9 }, { type: "accept" }), "version-conflict", 409);
    expectProblem(await command("desk", fresh, { type: "close" }), "command-not-possible", 409);
    expectProblem(await command("unit", fresh, { type: "accept" }), "role-missing", 403);
    let view = await commanded("desk", fresh, { type: "accept" });
    view = await commanded("desk", view, { type: "register" });
    expectProblem(await command("desk", view, { type: "dispatch", departmentId: "nobody" }), "bad-request", 400);
    view = await commanded("desk", view, { type: "dispatch", departmentId: UNIT });
    expectProblem(await command("otherUnit", view, { type: "take" }), "not-your-department", 403);
    expectProblem(await command("desk", view, { type: "explode" }), "bad-request", 400);
    const nobody = { ...view, id: "00000000-0000-4000-8000-000000000000" };
    expectProblem(await command("desk", nobody, { type: "accept" }), "not-found", 404);
    expect((await app.get("desk", `/api/cases/${view.id}`)).body.case).toEqual(view);
  });

  test("of two commands at one version one is carried out", async () => {
    const view = await reported();
    const answers = await Promise.all(Array.from({ length: 5 }, () => command("desk", view, { type: "accept" })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
  });
});

describe("cases that open by themselves", () => {
  test("one device opens as many in an hour as the city allows; beyond it a person decides, and the ledger counts it", async () => {
    const thingId = "441500-rain-1-limit";
    await app.owner.execute(sql`
      insert into things (id, no, kind, name, region_code, geom, attributes, spare, synthetic)
      select ${thingId}, 99999, kind, name, region_code, geom, attributes, true, true from things
      where geom is not null order by id limit 1`);
    const alarms: string[] = [];
    for (let n = 0; n <= DEFAULT_DEVICE_LIMITS.casesPerHour; n++)
      alarms.push(await raiseAlarm(app.db, { thingId, category: "0506" }));
    await sweepUntilDone(app.context);
    const opened = await app.owner.raw(sql`
      select count(case_id)::int as cases, count(case_capped_at)::int as capped from alarms where thing_id = ${thingId}`);
    expect(opened).toEqual([{ cases: alarms.length - 1, capped: 1 }]);
    expect(await app.owner.raw(sql`select capped::int from device_counters where device_id = ${thingId}`)).toEqual([
      { capped: 1 },
    ]);
  });

  test("an alarm that is over before the sweep opens none", async () => {
    const id = await raiseAlarm(app.db, { category: "0506" });
    await app.owner.execute(sql`update alarms set cleared_at = now() where id = ${id}::uuid`);
    await sweepUntilDone(app.context);
    expect(await app.owner.raw(sql`select case_id from alarms where id = ${id}::uuid`)).toEqual([{ case_id: null }]);
  });

  test("an alarm opens one registered case, however many sweeps run", async () => {
    const id = await raiseAlarm(app.db, { category: "0506", priority: 1 });
    await Promise.all([sweepUntilDone(app.context), sweepUntilDone(app.context), sweepUntilDone(app.context)]);
    await sweepUntilDone(app.context);
    const { items } = (await app.get("leader", "/api/cases?source=alarm&limit=500")).body;
    const own = items.filter((c: CaseView) => c.sourceId === id);
    expect(own).toMatchObject([{ status: "registered", priority: 1, category: "0506", version: 3 }]);
    const { body } = await app.get("leader", `/api/cases/${own[0].id}`);
    expect(body.acts.map((t: CaseActView) => [t.act, t.actor])).toEqual([
      ["report", "system"],
      ["accept", "system"],
      ["register", "system"],
    ]);
    expect(body.alarm).toMatchObject({ id, caseId: own[0].id, version: 2 });
  });

  test("an alarm of a category that the city does not list still opens its case", async () => {
    const id = await raiseAlarm(app.db, { category: "9999" });
    await sweepUntilDone(app.context);
    const { items } = (await app.get("leader", "/api/cases?category=9999")).body;
    expect(items).toMatchObject([{ sourceId: id, categoryNameZh: "9999" }]);
  });

  test("a sure detection opens one, a logged one and one without a category do not", async () => {
    const sure = await detect(app.db, { fate: "auto_report", id: "sure/1" });
    await detect(app.db, { fate: "log" });
    await detect(app.db, { fate: "auto_report", category: null });
    await sweepUntilDone(app.context);
    const { body } = await app.get("leader", "/api/cases?source=detection&limit=500");
    // The demo history has no cases opened by detections.
    const items = body.items.filter((c: CaseView) => c.sourceId !== null);
    expect(items).toMatchObject([{ sourceId: `${sure.cameraId}/sure/1`, status: "registered" }]);
    expect((await app.get("leader", `/api/cases/${items[0].id}`)).body.detection).toMatchObject({ id: "sure/1" });
  });

  test("a person's verdict opens a case or puts the detection away, once", async () => {
    const seen = await detect(app.db);
    const where = `/api/detections/${seen.cameraId}/${seen.id}/verdict`;
    expectProblem(await app.post("leader", where, { verdict: "confirmed" }), "role-missing", 403);
    const confirmed = await app.post("desk", where, { verdict: "confirmed" });
    expect(confirmed.body).toMatchObject({ verdict: "confirmed", caseId: expect.any(String) });
    expect((await app.post("desk", where, { verdict: "confirmed" })).body).toEqual(confirmed.body);
    expectProblem(await app.post("desk", where, { verdict: "false_alarm" }), "version-conflict", 409);
    const wrong = await detect(app.db);
    const put = await app.post("desk", `/api/detections/${wrong.cameraId}/${wrong.id}/verdict`, {
      verdict: "false_alarm",
    });
    expect(put.body).toMatchObject({ verdict: "false_alarm", caseId: null });
    expectProblem(await app.post("desk", "/api/detections/x/y/verdict", { verdict: "confirmed" }), "not-found", 404);
  });
});

test("an alarm is acknowledged once, by its version", async () => {
  const id = await raiseAlarm(app.db);
  const where = `/api/alarms/${id}/acknowledge`;
  expectProblem(await app.post("desk", where, { version: 7 }), "version-conflict", 409);
  expectProblem(await app.post("units", where, { version: 1 }), "role-missing", 403);
  const { body } = await app.post("desk", where, { version: 1 });
  expect(body).toMatchObject({ acknowledgedBy: "desk", version: 2 });
  expect((await app.post("desk", where, { version: 1 })).body).toEqual(body);
});

test("warnings are issued and lifted by those who may", async () => {
  const issue = {
    type: "rainstorm",
    colour: "orange",
    regionCode: HAIFENG,
    titleZh: "暴雨橙色预警",
    titleEn: "Rainstorm orange",
  };
  expectProblem(await app.post("leader", "/api/warnings", issue), "role-missing", 403);
  expectProblem(await app.post("partner", "/api/warnings", { ...issue, regionCode: "441511" }), "not-found", 404);
  expectProblem(await app.post("partner", "/api/warnings", { ...issue, colour: "green" }), "bad-request", 400);
  const { status, body } = await app.post("partner", "/api/warnings", issue);
  expect(status).toBe(201);
  expect((await app.get("leader", "/api/warnings?inForce=true")).body.items).toEqual([body]);
  expect((await app.post("partner", `/api/warnings/${body.id}/lift`)).body.liftedAt).not.toBeNull();
  expectProblem(await app.post("partner", `/api/warnings/${body.id}/lift`), "not-found", 404);
});

test("every change of these tests is in the log, whole and in order, and shows what the board shows", async () => {
  const entries = await changesAfter(app.db, 0, 10_000);
  expect(entries.at(-1)?.seq).toBe(await headCursor(app.db));
  const cases = new Map(entries.filter(({ kind }) => kind === "case").map((entry) => [entry.id, entry.value]));
  const rows = await app.db.query(
    sql`select id, status, version from cases where id = any(${[...cases.keys()]}::uuid[])`,
    z.object({ id: z.string(), status: z.string(), version: z.number() }),
  );
  expect(rows).toHaveLength(cases.size);
  for (const row of rows) expect(BOARD.case.schema.parse(cases.get(row.id))).toMatchObject(row);
});

describe("the limit of a camera", () => {
  test("a detection beyond the limit of its camera waits in the review queue", async () => {
    await replaceSetting(app.owner, DEVICE_LIMITS_KEY, { ...DEFAULT_DEVICE_LIMITS, casesPerHour: 1 }, new Date());
    const region = "441581";
    const [first, second] = [
      await detect(app.db, { fate: "auto_report", region }),
      await detect(app.db, { fate: "auto_report", region }),
    ];
    await sweepUntilDone(app.context);
    await replaceSetting(app.owner, DEVICE_LIMITS_KEY, DEFAULT_DEVICE_LIMITS, new Date());
    const rows = await app.owner.raw(sql`
      select fate, case_id is not null as has_case from detections where camera_id = ${first.cameraId}
        and id in (${first.id}, ${second.id}) order by case_id nulls last`);
    expect(rows).toEqual([
      { fate: "auto_report", has_case: true },
      { fate: "review", has_case: false },
    ]);
  });
});

describe("closing under an active alarm", () => {
  const handled = async (alarmId: string) => {
    await sweepUntilDone(app.context);
    const { items } = (await app.get("leader", "/api/cases?source=alarm&limit=500")).body;
    let view = CaseView.parse(items.find((c: CaseView) => c.sourceId === alarmId));
    view = await commanded("desk", view, { type: "dispatch", departmentId: UNIT });
    view = await commanded("unit", view, { type: "take" });
    return commanded("unit", view, { type: "submit" });
  };

  test("says what is still measured, and takes a reason", async () => {
    const view = await handled(await raiseAlarm(app.db, { category: "0506" }));
    const problem = expectProblem(await command("desk", view, { type: "close" }), "alarm-active", 409);
    expect(problem.detail).toContain("5.5（限 5.0）");
    expect(problem.errors?.[0]).toMatchObject({ path: "reason" });
    const closed = await commanded("desk", view, { type: "close", reason: "现场已排除" });
    expect(closed.status).toBe("closed");
    const { body } = await app.get("leader", `/api/cases/${view.id}`);
    expect(body.acts.at(-1)).toMatchObject({ act: "close", detail: { reason: "现场已排除" } });
  });

  test("needs none once the alarm is cleared", async () => {
    const alarmId = await raiseAlarm(app.db, { category: "0506" });
    const view = await handled(alarmId);
    await app.owner.execute(sql`update alarms set cleared_at = now() where id = ${alarmId}::uuid`);
    expect((await commanded("desk", view, { type: "close" })).status).toBe("closed");
  });
});
