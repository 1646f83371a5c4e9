// The audit trail of the whole program: which actions write a row, that action and row exist only together, and how the audit
// administrator reads, verifies and exports the trail.
import type { Actor } from "@minqing/core/access/account";
import { AuditView } from "@minqing/core/audit/row";
import { countAudit, listAudit } from "@minqing/geodata/audit/queries";
import type { Database, Executor } from "@minqing/geodata/database";
import { sql } from "@minqing/geodata/sql";
import type { OnceRequest } from "@minqing/server/act/run-once";
import { Sealer } from "@minqing/server/audit/sealer";
import { verifyExport } from "@minqing/server/audit/verify-export";
import { sweepUntilDone } from "@minqing/server/case/opening-sweep";
import { runCommand } from "@minqing/server/case/run-command";
import { reportCase } from "@minqing/server/report/file-report";
import type { ServerContext } from "@minqing/server/server-context";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { expectProblem, HAIFENG, openApp, SEED_TIMEOUT_MS, type TestApp, UNIT } from "../open-app.ts";
import { detect, gridIn, raiseAlarm } from "../sources.ts";
import { newKey } from "./chain-of.ts";

const auditKey = newKey();
let app: TestApp;
let position: [number, number];
beforeAll(async () => {
  app = await openApp({ auditKey });
  ({ position } = await gridIn(app.db, HAIFENG));
}, SEED_TIMEOUT_MS);

const NO_FILTER = {
  actor: null,
  action: null,
  objectKind: null,
  objectId: null,
  result: null,
  since: null,
  until: null,
  before: null,
  limit: 100,
};

/** The rows about one object, oldest first. */
const rowsOf = async (objectKind: string, objectId: string): Promise<AuditView[]> =>
  (await listAudit(app.db, { ...NO_FILTER, objectKind, objectId })).reverse();

const rowsOfAction = (action: string): Promise<AuditView[]> => listAudit(app.db, { ...NO_FILTER, action });

const report = (title = "路面积水") => ({ category: "0506", title, position });

async function reported(): Promise<{ id: string; version: number }> {
  const { status, body } = await app.post("desk", "/api/cases", report());
  expect(status).toBe(201);
  return body;
}

describe("acts", () => {
  test("a report and every command on a case", async () => {
    const { id } = await reported();
    const commands = [
      { type: "accept" },
      { type: "register" },
      { type: "dispatch", departmentId: UNIT },
      { type: "return", reason: "not ours" },
    ];
    for (const [i, command] of commands.entries()) {
      const who = command.type === "return" ? "unit" : "desk";
      const { status } = await app.post(who, `/api/cases/${id}/commands`, { version: i + 1, note: "秘密", ...command });
      expect([command.type, status]).toEqual([command.type, 200]);
    }
    const rows = await rowsOf("case", id);
    expect(rows.map(({ action, actor, result }) => [action, actor, result])).toEqual([
      ["case.report", "desk", "done"],
      ["case.accept", "desk", "done"],
      ["case.register", "desk", "done"],
      ["case.dispatch", "desk", "done"],
      ["case.return", "unit", "done"],
    ]);
    expect(rows[3]?.detail).toEqual({ from: "registered", to: "dispatched", departmentId: UNIT, version: 4 });
    expect(rows[4]?.roles).toEqual(["handler"]);
    // Rows contain ids and codes only: texts stay with the case.
    expect(JSON.stringify(rows)).not.toMatch(/秘密|not ours|路面积水/);
  });

  test("a repeated request is one act", async () => {
    const first = await app.post("desk", "/api/cases", report(), "5f0c4c1e-7a57-4c1b-9a53-0d3a4e7ad001");
    const again = await app.post("desk", "/api/cases", report(), "5f0c4c1e-7a57-4c1b-9a53-0d3a4e7ad001");
    expect(again.body.id).toBe(first.body.id);
    expect(await rowsOf("case", first.body.id)).toHaveLength(1);
  });

  test("a case that an alarm or a detection opens is the system's", async () => {
    const alarm = await raiseAlarm(app.db, { category: "0506" });
    const { cameraId, id } = await detect(app.db, { fate: "auto_report" });
    await sweepUntilDone(app.context);
    for (const source of [alarm, `${cameraId}/${id}`]) {
      const [row] = await app.db.query(
        sql`select actor, roles, address, object_id as case_id from audit_events
            where action = 'case.report' and detail ->> 'sourceId' = ${source}`,
        z.object({ actor: z.string(), roles: z.array(z.string()), address: z.null(), caseId: z.string() }),
      );
      expect(row).toMatchObject({ actor: "system", roles: ["system"], address: null });
      expect((await app.get("leader", `/api/cases/${row?.caseId}`)).status).toBe(200);
    }
  });

  test("an alarm's acknowledgement, a detection's verdict, a warning and its end", async () => {
    const alarm = await raiseAlarm(app.db);
    for (let i = 0; i < 2; i++) await app.post("desk", `/api/alarms/${alarm}/acknowledge`, { version: 1 });
    expect((await rowsOf("alarm", alarm)).map(({ action }) => action)).toEqual(["alarm.acknowledge"]);
    const { cameraId, id } = await detect(app.db);
    await app.post("desk", `/api/detections/${cameraId}/${id}/verdict`, { verdict: "false_alarm" });
    expect(await rowsOf("detection", `${cameraId}/${id}`)).toMatchObject([
      { action: "detection.judge", detail: { verdict: "false_alarm" } },
    ]);
    const wanted = { type: "rainstorm", colour: "red", titleZh: "暴雨", titleEn: "Rain", regionCode: HAIFENG };
    const warning = (await app.post("partner", "/api/warnings", wanted)).body.id;
    await app.post("desk", `/api/warnings/${warning}/lift`, {});
    expect((await rowsOf("warning", warning)).map(({ action, actor }) => [action, actor])).toEqual([
      ["warning.issue", "partner"],
      ["warning.lift", "desk"],
    ]);
  });

  test("sign-in and sign-out, with the address they came from", async () => {
    const { token } = await app.context.sessions.openFor("haifeng", { address: "10.1.2.3", userAgent: null });
    await app.ask(null, "DELETE", "/api/session", undefined, { authorization: `Bearer ${token}` });
    const rows = await listAudit(app.db, { ...NO_FILTER, actor: "haifeng" });
    expect(rows.map(({ action }) => action)).toEqual(["session.close", "session.open"]);
    expect(rows[1]?.address).toBe("10.1.2.3");
  });

  test("a look at accounts and sessions, without the names that were looked for", async () => {
    await app.get("secadmin", "/api/accounts?text=desk");
    await app.get("secadmin", "/api/sessions?username=desk");
    await app.get("desk", "/api/accounts");
    await app.context.accessDenials.settle();
    expect(await rowsOfAction("account.read")).toMatchObject([
      { actor: "desk", result: "refused", reason: "role-missing" },
      { actor: "secadmin", result: "done", detail: { filters: ["text"] } },
    ]);
    expect(await rowsOfAction("session.read")).toMatchObject([
      { actor: "secadmin", detail: { filters: ["username"] } },
    ]);
  });
});

describe("neither exists without the other", () => {
  /** The program's database: `wrap` replaces the executor of a transaction, `atEnd` runs before its commit. */
  const withTransactions = (wrap: (tx: Executor) => Executor, atEnd: () => void): ServerContext => {
    const db: Partial<Database> = {
      transaction: (work) =>
        app.db.transaction(async (tx) => {
          const result = await work(wrap(tx));
          atEnd();
          return result;
        }),
      ring: () => undefined,
    };
    return { ...app.context, db: db as Database };
  };
  const crash = () => {
    throw new Error("the machine stops here");
  };

  const actorOf = async () => {
    const session = await app.context.sessions.find(await app.token("desk"), null);
    if (session === null) throw new Error("expected the session of the desk, got none");
    return session.actor;
  };

  const onceBy = ({ username, scope }: Actor): OnceRequest => ({
    username,
    key: null,
    fingerprints: [],
    at: app.context.now(),
    scope,
  });

  test("a command that fails leaves no row", async () => {
    const { id } = await reported();
    const actor = await actorOf();
    const failing = withTransactions((tx) => tx, crash);
    const before = await countAudit(app.db);
    const request = { actor, once: onceBy(actor) };
    await expect(
      runCommand(failing, { ...request, caseId: id, input: { type: "accept", version: 1 } }),
    ).rejects.toThrow("the machine stops here");
    await expect(
      reportCase(failing, { ...request, report: { ...report("x"), crs: "WGS84", source: "operator" } }),
    ).rejects.toThrow("the machine stops here");
    expect(await countAudit(app.db)).toEqual(before);
    expect((await app.get("leader", `/api/cases/${id}`)).body.case.status).toBe("reported");
  });

  test("without its row no command happens", async () => {
    const { id } = await reported();
    const mute = (tx: Executor): Executor => ({
      query: tx.query,
      one: tx.one,
      raw: tx.raw,
      atCommit: tx.atCommit,
      execute: (statement) =>
        statement.text.includes("insert into audit_events")
          ? Promise.reject(new Error("no row"))
          : tx.execute(statement),
    });
    const actor = await actorOf();
    const context = withTransactions(mute, () => undefined);
    await expect(
      runCommand(context, { actor, caseId: id, input: { type: "accept", version: 1 }, once: onceBy(actor) }),
    ).rejects.toThrow("no row");
    expect((await app.get("leader", `/api/cases/${id}`)).body.case.status).toBe("reported");
    expect(await rowsOf("case", id)).toHaveLength(1);
  });

  test("a command that the case's status refuses leaves no row of the act", async () => {
    const { id } = await reported();
    expectProblem(
      await app.post("desk", `/api/cases/${id}/commands`, { type: "close", version: 1 }),
      "command-not-possible",
      409,
    );
    expect((await rowsOf("case", id)).map(({ action }) => action)).toEqual(["case.report"]);
  });
});

describe("refusals", () => {
  const refused = async (action: string) =>
    (await listAudit(app.db, { ...NO_FILTER, action, result: "refused" })).map(
      ({ actor, address, reason, count, roles }) => ({ actor, address, reason, count, roles }),
    );

  test("failed sign-ins say which name was typed, never the password", async () => {
    await app.context.accessDenials.settle();
    const name = `nobody-${"x".repeat(57)}`;
    const signIn = (username: string) => app.ask(null, "POST", "/api/session", { username, password: "hunter-two" });
    expectProblem(await signIn(name), "not-signed-in", 401);
    // Rows of a minute are written side by side: the first one is there before the second is.
    await vi.waitFor(async () => expect(await refused("session.open")).toHaveLength(1));
    for (let i = 0; i < 2; i++) expectProblem(await signIn(name), "not-signed-in", 401);
    await app.context.accessDenials.settle();
    const kind = { actor: name, address: null, reason: "not-signed-in", roles: [] };
    expect(await refused("session.open")).toEqual([
      { ...kind, count: 2 },
      { ...kind, count: 1 },
    ]);
    const dump = JSON.stringify(await app.db.raw(sql`select * from audit_events`));
    expect(dump).not.toContain("hunter-two");
  });

  test("an address without a session, and an act without the role", async () => {
    expectProblem(await app.get(null, "/api/kpis"), "not-signed-in", 401);
    expectProblem(await app.post("auditor", "/api/cases", report()), "role-missing", 403);
    await app.context.accessDenials.settle();
    expect(await refused("board.read")).toContainEqual(
      expect.objectContaining({ actor: null, reason: "not-signed-in", roles: [] }),
    );
    expect(await refused("case.report")).toContainEqual(
      expect.objectContaining({ actor: "auditor", reason: "role-missing", roles: ["audit_administrator"] }),
    );
  });
});

describe("the audit administrator", () => {
  const sealAll = async () => {
    const { db, log, now } = app.context;
    const sealer = new Sealer({ db, log, now, key: auditKey, anchor: null });
    await sealer.run();
    await sealer.close();
  };

  test("reads pages, newest first, each row once", async () => {
    await sealAll();
    const seen: number[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const path: string = `/api/audit?limit=7${cursor === "" ? "" : `&cursor=${cursor}`}`;
      const { status, body } = await app.get("auditor", path);
      expect(status).toBe(200);
      const items = z.array(AuditView).parse(body.items);
      seen.push(...items.map(({ id }) => id));
      cursor = body.nextCursor;
    }
    const { events } = await countAudit(app.db);
    expect(new Set(seen).size).toBe(seen.length);
    // The search itself is a row, written after its first page.
    expect(seen.length).toBe(events - 1);
    const [newest] = (await app.get("auditor", "/api/audit?limit=1&action=audit.read")).body.items;
    expect(newest).toMatchObject({ actor: "auditor", action: "audit.read", detail: { filters: ["limit"] } });
  });

  test("searches by person, action, object, result and time", async () => {
    const { id } = await reported();
    const search = async (query: string) => (await app.get("auditor", `/api/audit?${query}`)).body.items as AuditView[];
    const [row] = await search(`objectKind=case&objectId=${id}`);
    expect(row).toMatchObject({ actor: "desk", action: "case.report", position: null, hash: null });
    const at = row?.at ?? "";
    expect((await search(`actor=desk&action=case.report&since=${at}`)).map((found) => found.id)).toContain(row?.id);
    expect((await search(`actor=desk&until=${at}`)).map((found) => found.id)).not.toContain(row?.id);
    expect((await search("result=refused")).every(({ result }) => result === "refused")).toBe(true);
    expectProblem(await app.get("auditor", "/api/audit?cursor=nonsense"), "bad-request", 400);
    const foreign = Buffer.from(JSON.stringify([at, "not a number"])).toString("base64url");
    expectProblem(await app.get("auditor", `/api/audit?cursor=${foreign}`), "bad-request", 400);
  });

  test("sees the state, and what is not sealed yet", async () => {
    await reported();
    const before = (await app.get("auditor", "/api/audit/state")).body;
    expect(before.waiting).toBeGreaterThan(0);
    await sealAll();
    const { body } = await app.get("auditor", "/api/audit/state");
    expect(body).toMatchObject({ waiting: 0, keepDays: 180, rightsHeld: app.db.driver === "pg" });
    expect(body.head).toMatchObject({ position: body.chained, keyId: auditKey.id, signed: true });
    expect(body.events).toBe(body.chained);
  });

  test("verifies, and that is a row as well", async () => {
    await sealAll();
    const { status, body } = await app.post("auditor", "/api/audit/verify");
    expect(status).toBe(200);
    expect(body).toMatchObject({ firstDisagreement: null });
    expect(body.checked).toBe((await app.get("auditor", "/api/audit/state")).body.chained);
    expect((await rowsOfAction("audit.verify"))[0]).toMatchObject({
      actor: "auditor",
      detail: { checked: body.checked },
    });
  });

  const exported = async (query = ""): Promise<string[]> => {
    const authorization = `Bearer ${await app.token("auditor")}`;
    const answer = await app.request(`/api/audit/export${query}`, { headers: { authorization } });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/x-ndjson"]);
    return (await answer.text()).trimEnd().split("\n");
  };

  test("exports what verifies offline; one changed byte is found and named", async () => {
    await sealAll();
    const lines = await exported();
    expect((await rowsOfAction("audit.export"))[0]).toMatchObject({ actor: "auditor" });
    const evidence = { keys: [auditKey.publicPem], anchor: [] };
    const { checked, signed } = await verifyExport(lines, evidence);
    // The trail's own heads, and the export's.
    expect(signed).toBe(lines.filter((line) => line.startsWith('{"kind":"head"')).length);
    expect(JSON.parse(lines.at(-2) ?? "")).toMatchObject({ kind: "head", position: checked, keyId: auditKey.id });
    expect(checked).toBe((await app.get("auditor", "/api/audit/state")).body.chained);
    expect(checked).toBeGreaterThan(20);
    const victim = lines.findIndex((line) => line.includes('"action":"case.return"'));
    const { position: place, row } = JSON.parse(lines[victim] ?? "");
    const changed = lines.with(victim, (lines[victim] ?? "").replace('"actor":"unit"', '"actor":"uniu"'));
    await expect(verifyExport(changed, evidence)).rejects.toThrow(
      `position ${place}, audit row ${row.id}: expected hash`,
    );
  });

  test("exports a stretch of time that verifies by itself", async () => {
    await sealAll();
    const { body } = await app.get("auditor", "/api/audit?limit=10&action=case.report");
    const middle = body.items.at(-1).at;
    for (const query of [`?since=${middle}`, `?until=${middle}`, "?since=2099-01-01T00:00:00Z"]) {
      const lines = await exported(query);
      const { checked } = await verifyExport(lines, { keys: [], anchor: [] });
      expect([query, checked === 0]).toEqual([query, query.includes("2099")]);
      expect(JSON.parse(lines.at(-1) ?? "").kind).toBe("end");
    }
  });
});
