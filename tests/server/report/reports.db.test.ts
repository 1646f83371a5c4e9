// Reports (上报) apart from cases: one opens a case or joins one, each is answered in its own channel, and none learns of another.
import { randomUUID } from "node:crypto";
import type { Role } from "@minqing/core/access/account";
import { CaseView } from "@minqing/core/case/case";
import { foldActs } from "@minqing/core/case/decide";
import { createAccount } from "@minqing/geodata/access/queries";
import { caseActs } from "@minqing/geodata/case/act-queries";
import { changesAfter, headCursor } from "@minqing/geodata/change/queries";
import { GENERATED, hashPassword } from "@minqing/geodata/process/secret/password";
import { sql } from "@minqing/geodata/sql";
import { sweepUntilDone } from "@minqing/server/case/opening-sweep";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { expectProblem, HAIFENG, openApp, PASSWORD, SEED_TIMEOUT_MS, type TestApp } from "../open-app.ts";
import { detect, gridIn, raiseAlarm } from "../sources.ts";

let app: TestApp;
let position: [number, number];
/** A volunteer, who sees the own reports alone. */
let volunteer: Record<string, string>;
beforeAll(async () => {
  app = await openApp();
  ({ position } = await gridIn(app.db, HAIFENG));
  volunteer = await seesOwnAlone("volunteer", ["grid_worker"]);
}, SEED_TIMEOUT_MS);

/** Creates an account that sees the own reports alone. Returns the headers of its session. */
async function seesOwnAlone(username: string, roles: Role[]): Promise<{ authorization: string }> {
  await createAccount(app.owner, {
    username,
    displayName: username,
    passwordHash: await hashPassword(PASSWORD, GENERATED),
    roles,
    regionCodes: [HAIFENG],
    exceptCodes: [],
    departmentId: null,
    caseRange: "own",
    demo: true,
    createdAt: new Date(),
  });
  const { token } = await app.context.sessions.openFor(username);
  return { authorization: `Bearer ${token}` };
}

const draft = (change: { title?: string; caseId?: string; source?: string; [field: string]: unknown } = {}) => ({
  id: randomUUID(),
  category: "0506",
  title: "路面积水",
  position,
  ...change,
});
const send = (who: "desk" | "grid-worker" | "partner", body: object, key: string = randomUUID()) =>
  app.post(who, "/api/reports", body, key);
const sendOwn = (body: object, key: string = randomUUID()) =>
  app.ask(null, "POST", "/api/reports", body, { ...volunteer, "idempotency-key": key });
const get = (path: string) => app.ask(null, "GET", path, undefined, volunteer);
const detail = async (id: string) => (await app.get("desk", `/api/cases/${id}`)).body;

const Receipt = z.object({ id: z.string(), caseId: z.string(), caseNumber: z.string(), stage: z.string().nullable() });
const receiptOf = (answer: { status: number; body: unknown }) => {
  expect(answer).toMatchObject({ status: 201 });
  return Receipt.parse(answer.body);
};

async function command(id: string, body: object): Promise<CaseView> {
  const { version } = (await detail(id)).case;
  const who = ["take", "submit"].includes((body as { type: string }).type) ? "units" : "desk";
  const answer = await app.post(who, `/api/cases/${id}/commands`, { version, ...body });
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
  return CaseView.parse(answer.body);
}

describe("a report", () => {
  test("opens a case and says what was sent: datum, accuracy, instants, and who", async () => {
    const sent = draft({ crs: "GCJ02", accuracyM: 12.5, observedAt: "2026-09-11T08:00:00+08:00" });
    const receipt = receiptOf(await send("grid-worker", sent));
    expect(receipt).toMatchObject({ id: sent.id, stage: "waiting" });
    const { reports, case: row } = await detail(receipt.caseId);
    expect(row).toMatchObject({ source: "grid_worker", title: "路面积水" });
    expect(reports).toMatchObject([
      {
        id: sent.id,
        channel: "field",
        source: "grid_worker",
        reporter: "grid-worker",
        enteredBy: "grid-worker",
        datum: "GCJ02",
        accuracyM: 12.5,
        sentPosition: position,
        observedAt: "2026-09-11T00:00:00.000Z",
      },
    ]);
    expect(reports[0].position).not.toEqual(position);
    expect(reports[0].position).toEqual(row.position);
  });

  test("joins a case that goes on; its words and its contact are its own", async () => {
    const first = receiptOf(
      await send("desk", draft({ source: "citizen", contact: { name: "张三", phone: "13800001111" } })),
    );
    const { version } = (await detail(first.caseId)).case;
    const second = draft({
      caseId: first.caseId,
      title: "水更深了",
      source: "citizen",
      contact: { name: "李四", phone: "13800002222" },
    });
    expect(receiptOf(await send("desk", second)).caseId).toBe(first.caseId);
    const { reports, acts, case: row } = await detail(first.caseId);
    expect(reports.map(({ title }: { title: string }) => title)).toEqual(["路面积水", "水更深了"]);
    expect(
      reports.map(({ contact }: { contact: { fields: { masked: string }[] } }) => contact.fields[0]?.masked),
    ).toEqual(["张**", "李**"]);
    expect(acts.at(-1)).toMatchObject({ act: "report-join", detail: { reportId: second.id } });
    // Nobody's next command is spoiled by it.
    expect(row.version).toBe(version);
    expect(foldActs(await caseActs(app.db, first.caseId))).toMatchObject({
      version,
      marks: { "report-join": { count: 1 } },
    });
    const shown = await app.post("desk", `/api/cases/${first.caseId}/contact/reveal`, {
      purpose: "contact-reporter",
      reason: "核实位置",
      reportId: second.id,
    });
    expect(shown.body.fields).toContainEqual({ field: "phone", text: "13800002222" });
  });

  test("needs a key and an id; the same report again is the same, another with its id is refused", async () => {
    const sent = draft();
    expectProblem(await app.post("desk", "/api/reports", sent), "bad-request", 400);
    expectProblem(await send("desk", { ...sent, id: "7" }), "bad-request", 400);
    const first = receiptOf(await send("desk", sent));
    expect(receiptOf(await send("desk", sent))).toEqual(first);
    expectProblem(await send("desk", { ...sent, title: "别的" }), "idempotency-conflict", 409);
    expectProblem(await send("partner", sent), "idempotency-conflict", 409);
    expect((await detail(first.caseId)).reports).toHaveLength(1);
  });

  test("sent twice at the same time under two keys is one report of one case", async () => {
    const sent = draft({ title: `同时 ${randomUUID()}` });
    const [first, ...others] = (await Promise.all([1, 2, 3, 4].map(() => send("desk", sent)))).map(receiptOf);
    for (const other of others) expect(other).toEqual(first);
    const opened = await app.db.raw(sql`select id from cases where title = ${sent.title}`);
    expect(opened).toEqual([{ id: first?.caseId }]);
  });

  test("has a source that its sender may give, and no other", async () => {
    const problem = expectProblem(await send("grid-worker", draft({ source: "citizen" })), "bad-request", 400);
    expect(problem.errors).toEqual([{ path: "source", expected: "one of grid_worker", got: "citizen" }]);
    expectProblem(
      await app.post("grid-worker", "/api/cases", { ...draft(), id: undefined, source: "operator" }),
      "bad-request",
      400,
    );
    expectProblem(await app.post("leader", "/api/reports", draft(), randomUUID()), "role-missing", 403);
  });

  test("joins no case that has ended, is hidden, or is not there", async () => {
    const { caseId } = receiptOf(await send("desk", draft()));
    await command(caseId, { type: "cancel", reason: "误报" });
    expectProblem(await send("desk", draft({ caseId })), "command-not-possible", 409);
    expectProblem(await send("desk", draft({ caseId: randomUUID() })), "not-found", 404);
    const hidden = receiptOf(await send("desk", draft()));
    await app.owner.execute(sql`update cases set secrecy = 2 where id = ${hidden.caseId}::uuid`);
    expectProblem(await send("desk", draft({ caseId: hidden.caseId })), "not-found", 404);
  });
});

test("an alarm's case has the alarm's report, and the alarm opens one case", async () => {
  const alarm = await raiseAlarm(app.db, { category: "0506" });
  await Promise.all([sweepUntilDone(app.context), sweepUntilDone(app.context)]);
  const rows = await app.db.raw(
    sql`select channel, source, reporter, entered_by from reports where source_id = ${alarm}`,
  );
  expect(rows).toEqual([{ channel: "device", source: "alarm", reporter: null, entered_by: "system" }]);
});

describe("moving a report", () => {
  const move = (who: "desk" | "grid-worker", id: string, caseId: string) =>
    app.post(who, `/api/reports/${id}/move`, { caseId, reason: "同一处积水" });

  test("takes it with its reporter to another case, in both logs; a case keeps one report", async () => {
    const own = draft({ title: "我报的" });
    const a = receiptOf(await send("desk", draft({ source: "citizen" })));
    receiptOf(
      await app.ask(
        null,
        "POST",
        "/api/reports",
        { ...own, caseId: undefined },
        { ...volunteer, "idempotency-key": randomUUID() },
      ),
    );
    const from = (await get(`/api/reports/${own.id}`)).body.caseId;
    expectProblem(await move("desk", own.id, a.caseId), "command-not-possible", 409);
    receiptOf(await send("desk", draft({ caseId: from, source: "citizen" })));
    expectProblem(await move("grid-worker", own.id, a.caseId), "role-missing", 403);
    const before = await headCursor(app.db);
    expect(await move("desk", own.id, a.caseId)).toMatchObject({ status: 200, body: { id: own.id, caseId: a.caseId } });
    expect((await detail(from)).acts.at(-1)).toMatchObject({ act: "report-leave", detail: { reportId: own.id } });
    expect((await detail(a.caseId)).acts.at(-1)).toMatchObject({ act: "report-join", detail: { reportId: own.id } });
    // The reporter loses the one case and gains the other.
    expect((await get(`/api/cases/${from}`)).status).toBe(404);
    expect((await get(`/api/cases/${a.caseId}`)).status).toBe(200);
    const changes = (await changesAfter(app.db, before, 10)).filter(({ kind }) => kind === "case");
    expect(
      changes.map(({ id, scopeBefore, scopeAfter }) => [id, scopeBefore?.reporters, scopeAfter?.reporters]),
    ).toEqual([
      [from, ["volunteer"], []],
      [a.caseId, [], ["volunteer"]],
    ]);
  });

  test("is refused for the same case, an ended one, or an unknown report", async () => {
    const a = receiptOf(await send("desk", draft()));
    expectProblem(await move("desk", a.id, a.caseId), "bad-request", 400);
    expectProblem(await move("desk", randomUUID(), a.caseId), "not-found", 404);
  });
});

describe("who sees a case for the own report alone", () => {
  const SECRET = /别人的话|李四|13800002222|处置中心的备注|441521-water|另一处/;

  test("gets the own words, the public stage and the answer, and nothing of others, through every channel", async () => {
    const start = (await get("/api/snapshot")).body.cursor;
    const other = receiptOf(
      await send(
        "desk",
        draft({
          title: "别人的话",
          description: "别人的话",
          address: "另一处",
          source: "citizen",
          contact: { name: "李四", phone: "13800002222" },
        }),
      ),
    );
    const own = draft({ caseId: other.caseId, title: "我的话", contact: { name: "王五", phone: "13800003333" } });
    // Not seen before the own report is in it: the desk puts it there.
    expectProblem(await sendOwn(own), "not-found", 404);
    const alone = receiptOf(await sendOwn({ ...own, caseId: undefined }));
    receiptOf(await send("desk", draft({ caseId: alone.caseId, source: "citizen" })));
    expect(
      (await app.post("desk", `/api/reports/${own.id}/move`, { caseId: other.caseId, reason: "同一处" })).status,
    ).toBe(200);
    const { caseId } = other;
    for (const body of [
      { type: "accept" },
      { type: "register" },
      { type: "dispatch", departmentId: "441521-water", note: "处置中心的备注" },
    ])
      await command(caseId, body);

    const seen = await get(`/api/cases/${caseId}`);
    expect(seen.body).toMatchObject({
      case: { status: "reported", title: "道路积水", departmentId: null, deadlineAt: null, marks: {} },
      acts: [],
      clocks: [],
      possibleCommands: [],
      nearby: [],
      reports: [{ title: "我的话" }],
      answer: null,
    });
    for (const path of [
      `/api/cases/${caseId}`,
      "/api/cases?limit=500",
      "/api/snapshot",
      `/api/changes?after=${start}`,
      "/api/reports",
      `/api/reports/${own.id}`,
    ]) {
      const answer = await get(path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(JSON.stringify(answer.body), path).not.toMatch(SECRET);
    }
    // A filter tells nothing either.
    const filtered = async (query: string) =>
      (await get(`/api/cases?${query}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await filtered("status=dispatched")).toEqual([]);
    expect(await filtered("status=reported")).toContain(caseId);
    expect(await filtered("departmentId=441521-water")).toEqual([]);

    for (const body of [{ type: "take" }, { type: "submit" }, { type: "close", note: "已抽干" }])
      await command(caseId, body);
    expect((await get(`/api/reports/${own.id}`)).body).toMatchObject({
      title: "我的话",
      stage: "done",
      answer: "已抽干",
    });
    expect((await get(`/api/cases/${caseId}`)).body).toMatchObject({ case: { status: "closed" }, answer: "已抽干" });
    expect((await get("/api/reports")).body.items.map(({ id }: { id: string }) => id)).toContain(own.id);
  });

  test("does nothing on it, whatever the role: the answer would tell what a reporter is not told", async () => {
    const hotline = await seesOwnAlone("hotline", ["hotline_agent", "supervisor"]);
    const headers = { ...hotline, "idempotency-key": randomUUID() };
    const own = draft({ title: "来电" });
    const { caseId } = receiptOf(await app.ask(null, "POST", "/api/reports", own, headers));
    receiptOf(await send("desk", draft({ caseId, title: "别人的话", source: "citizen" })));
    for (const body of [{ type: "accept" }, { type: "register" }, { type: "dispatch", departmentId: "441521-water" }])
      await command(caseId, body);
    const attempt = (path: string, body: object) => app.ask(null, "POST", path, body, hotline);
    for (const body of [{ type: "urge" }, { type: "recall", version: 4, reason: "x" }]) {
      const problem = expectProblem(await attempt(`/api/cases/${caseId}/commands`, body), "role-missing", 403);
      expect(JSON.stringify(problem)).not.toMatch(/441521-water|dispatched|version 4/);
    }
    const elsewhere = receiptOf(await send("desk", draft())).caseId;
    expect((await attempt(`/api/reports/${own.id}/move`, { caseId: elsewhere, reason: "x" })).status).not.toBe(200);
  });

  test("learns why a report was rejected", async () => {
    const own = draft({ title: "不归你们管" });
    const { caseId } = receiptOf(await sendOwn(own));
    await command(caseId, { type: "reject", reason: "不属于受理范围" });
    expect((await get(`/api/reports/${own.id}`)).body).toMatchObject({ stage: null, answer: "不属于受理范围" });
  });

  test("reads no report of another", async () => {
    const { id } = receiptOf(await send("desk", draft()));
    expect((await get(`/api/reports/${id}`)).status).toBe(404);
  });
});

const moved = (id: string, caseId: string) =>
  app.post("desk", `/api/reports/${id}/move`, { caseId, reason: "同一处积水" });

test("a reporter whose report was moved learns the place of the case on a grid, not where the first reporter stood", async () => {
  const far = (await gridIn(app.db, "441502")).position;
  const other = receiptOf(await send("desk", draft({ source: "citizen", position: far })));
  const own = draft({ title: "我的话" });
  const alone = receiptOf(await sendOwn(own));
  receiptOf(await send("desk", draft({ caseId: alone.caseId, source: "citizen" })));
  expect((await moved(own.id, other.caseId)).status).toBe(200);
  const { body } = await get(`/api/cases/${other.caseId}`);
  expect(body.case.position).toEqual(far.map((degrees) => Math.round(degrees * 1_000) / 1_000));
  expect(body.reports[0].position).toEqual(position);
  // Nor by asking for ever smaller boxes.
  const [lon = 0, lat = 0] = far;
  const box = [lon - 0.0001, lat - 0.0001, lon + 0.0001, lat + 0.0001].join(",");
  const isOnGrid = far.every((degrees) => Math.abs(Math.round(degrees * 1_000) / 1_000 - degrees) <= 0.0001);
  const { items } = (await get(`/api/cases?bbox=${box}`)).body;
  expect(items.some((item: { id: string }) => item.id === other.caseId)).toBe(isOnGrid);
});

test("an own report tells nothing of a case above the clearance", async () => {
  const own = draft({ title: "我的话" });
  const { caseId } = receiptOf(await sendOwn(own));
  await command(caseId, { type: "accept" });
  const { version } = (await detail(caseId)).case;
  expect(
    (await app.post("cleared", `/api/cases/${caseId}/secrecy`, { secrecy: 2, reason: "test", version })).status,
  ).toBe(200);
  expect((await get(`/api/cases/${caseId}`)).status).toBe(404);
  expect((await get(`/api/reports/${own.id}`)).status).toBe(404);
});

test("the report of an alarm or a detection stays with the case that it opened", async () => {
  const alarm = await raiseAlarm(app.db, { category: "0506" });
  const { cameraId, id } = await detect(app.db, { fate: "auto_report" });
  await sweepUntilDone(app.context);
  const Ids = z.object({ id: z.string(), caseId: z.string() });
  const to = receiptOf(await send("desk", draft()));
  for (const source of [alarm, `${cameraId}/${id}`]) {
    const report = await app.owner.one(sql`select id, case_id from reports where source_id = ${source}`, Ids);
    receiptOf(await send("desk", draft({ caseId: report.caseId, source: "citizen" })));
    expectProblem(await moved(report.id, to.caseId), "command-not-possible", 409);
    expect((await detail(report.caseId)).reports).toHaveLength(2);
  }
});
