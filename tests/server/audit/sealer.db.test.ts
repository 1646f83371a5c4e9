// The sealer on a real database: chaining, signing, anchoring, and verification of the chain.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AuditEvent, doneBy } from "@minqing/core/audit/event";
import { HeadLine } from "@minqing/core/audit/export-line";
import { cityByCode } from "@minqing/core/city/city";
import { createLocalBus } from "@minqing/core/live/local-bus";
import { newestHead, sealedRows } from "@minqing/geodata/audit/chain-queries";
import { canOnlyAppend, countAudit, writeAudit } from "@minqing/geodata/audit/queries";
import type { Executor } from "@minqing/geodata/database";
import { replaceSetting } from "@minqing/geodata/setting/queries";
import { type Sql, sql } from "@minqing/geodata/sql";
import { type Anchor, anchorFrom } from "@minqing/server/audit/anchor";
import { purgeAudit } from "@minqing/server/audit/retention";
import { Sealer } from "@minqing/server/audit/sealer";
import { verifyDatabase } from "@minqing/server/audit/verify-database";
import { openServer } from "@minqing/server/open-server";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { testDatabase, testDriver } from "../../geodata/test-database.ts";
import { newKey } from "./chain-of.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const { database: db, owner } = await testDatabase();
const key = newKey();
const log = pino({ level: "silent" });
let nowMs = Date.parse("2026-03-01T08:00:00.000Z");
const now = () => new Date(nowMs);
const sealers: Sealer[] = [];

beforeEach(() => owner.script("truncate audit_heads, audit_chain, audit_events restart identity"));
afterEach(async () => {
  for (const sealer of sealers.splice(0)) await sealer.close();
});

function sealerWith(options: { anchor?: Anchor | null; key?: typeof key | null } = {}): Sealer {
  const sealer = new Sealer({ db, log, now, key, anchor: null, ...options });
  sealers.push(sealer);
  return sealer;
}

const DESK = { username: "desk", roles: ["acceptor" as const], address: "10.0.0.7" };
const act = (objectId: string): AuditEvent =>
  doneBy(DESK, now(), { action: "case.accept", object: { kind: "case", id: objectId }, detail: { to: "accepted" } });

async function write(count: number, executor: Executor = db): Promise<void> {
  for (let i = 0; i < count; i++) await writeAudit(executor, act(`case-${i}`));
}

const verify = () => verifyDatabase({ db, now, verifier: key });
const chained = () => sealedRows(db, { after: 0, through: 1_000_000, limit: 10_000 });
const tamper = (statement: Sql) => owner.transaction((tx) => tx.execute(statement));

describe("sealing", () => {
  test("chains what is committed, in batches, once", async () => {
    const sealer = sealerWith();
    await owner.execute(sql`
      insert into audit_events (at, roles, action, result) select ${now()}, '{}', 'case.accept', 'done'
      from generate_series(1, 1201)`);
    await sealer.run();
    await sealer.run();
    expect(await countAudit(db)).toEqual({ events: 1_201, chained: 1_201 });
    expect((await chained()).map(({ position }) => position)).toEqual(Array.from({ length: 1_201 }, (_, i) => i + 1));
    expect(await verify()).toMatchObject({
      checked: 1_201,
      firstDisagreement: null,
      heads: { signed: 1, unproven: 0 },
    });
  });

  test("meets a row whose number is older than what is chained", async () => {
    const sealer = sealerWith();
    const writeNumber = (id: number) =>
      owner.execute(sql`
        insert into audit_events (id, at, roles, action, result) overriding system value
        values (${id}, ${now()}, '{}', 'case.late', 'done')`);
    await writeNumber(1_500);
    await sealer.run();
    for (const id of [3_500, 7]) await writeNumber(id);
    await sealer.run();
    await writeNumber(1_600);
    // More than two thousand ids below the newest: found only by the pass over every row before the next head.
    await writeNumber(8);
    await sealer.run();
    expect((await chained()).map(({ auditId }) => auditId)).toEqual([1_500, 7, 3_500, 1_600]);
    nowMs += HOUR_MS;
    await sealer.run();
    expect((await chained()).map(({ auditId }) => auditId)).toEqual([1_500, 7, 3_500, 1_600, 8]);
    expect(await verify()).toMatchObject({ checked: 5, firstDisagreement: null });
  });

  // The embedded database runs one transaction at a time: none commits late.
  test.runIf(testDriver === "pg")("meets a transaction that commits after others that began later", async () => {
    const sealer = sealerWith();
    const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>();
    const { promise: hasWritten, resolve: written } = Promise.withResolvers<void>();
    const late = db.transaction(async (tx) => {
      await writeAudit(tx, act("late"));
      written();
      await mayCommit;
    });
    await hasWritten;
    await write(2);
    await sealer.run();
    expect((await chained()).map(({ auditId }) => auditId)).toEqual([2, 3]);
    commit();
    await late;
    await sealer.run();
    expect((await chained()).map(({ auditId }) => auditId)).toEqual([2, 3, 1]);
    expect(await verify()).toMatchObject({ checked: 3, firstDisagreement: null });
  });

  test("is done by one of two, and by the other when the first is gone", async () => {
    const [first, second] = [sealerWith(), sealerWith()];
    await write(2);
    expect(await first.run()).toBe(true);
    await write(2);
    expect(await second.run()).toBe(false);
    expect(await countAudit(db)).toEqual({ events: 4, chained: 2 });
    await first.close();
    const third = sealerWith();
    expect(await third.run()).toBe(true);
    expect(await countAudit(db)).toEqual({ events: 4, chained: 4 });
    expect(await verify()).toMatchObject({ checked: 4, firstDisagreement: null });
  });
});

describe("heads", () => {
  test("are signed each hour, when there is something new, and at the end", async () => {
    const sealer = sealerWith();
    await sealer.run();
    expect(await newestHead(db)).toBeNull();
    await write(1);
    await sealer.run();
    const first = await newestHead(db);
    expect(first).toMatchObject({ position: 1, keyId: key.id });
    expect(first !== null && key.isSigned(first)).toBe(true);
    expect(first !== null && key.isSigned({ ...first, position: 2 })).toBe(false);
    await write(1);
    nowMs += HOUR_MS - 1;
    await sealer.run();
    expect((await newestHead(db))?.position).toBe(1);
    nowMs += 1;
    await sealer.run();
    expect((await newestHead(db))?.position).toBe(2);
    await write(1);
    await sealer.close();
    expect((await newestHead(db))?.position).toBe(3);
    expect(await verify()).toMatchObject({ heads: { signed: 3, unproven: 0 } });
  });

  test("come as often as the city says", async () => {
    const sealer = sealerWith();
    await db.transaction((tx) => replaceSetting(tx, "audit.anchor_minutes", 5, now()));
    await write(1);
    await sealer.run();
    await write(1);
    nowMs += 5 * 60_000;
    await sealer.run();
    expect((await newestHead(db))?.position).toBe(2);
    await owner.execute(sql`delete from settings where key = 'audit.anchor_minutes'`);
  });

  test("without a key are kept unsigned", async () => {
    const sealer = sealerWith({ key: null });
    await write(1);
    await sealer.run();
    expect(await newestHead(db)).toMatchObject({ position: 1, keyId: null, signature: null });
    expect(await verify()).toMatchObject({ firstDisagreement: null, heads: { signed: 0, unproven: 1 } });
  });

  test("that the anchor does not take wait, and the sealer goes on", async () => {
    const taken: number[] = [];
    let isAway = true;
    const take = async ({ position }: HeadLine) => {
      if (isAway) throw new Error("the anchor is away");
      taken.push(position);
    };
    const sealer = sealerWith({ anchor: { name: "test", write: take } });
    await write(1);
    await sealer.run();
    await write(1);
    nowMs += HOUR_MS;
    await sealer.run();
    expect(await countAudit(db)).toEqual({ events: 2, chained: 2 });
    isAway = false;
    await sealer.close();
    expect(taken).toEqual([1, 2]);
  });

  test("reach the anchor although their sealer died before it wrote them", async () => {
    const dying = sealerWith();
    await write(1);
    await dying.run();
    await dying.close();
    const taken: HeadLine[] = [];
    await sealerWith({ anchor: { name: "test", write: async (head) => void taken.push(head) } }).run();
    expect(taken).toEqual([{ kind: "head", ...(await newestHead(db)) }]);
  });
});

describe("what was changed in the database is found and named", () => {
  beforeEach(async () => {
    const sealer = sealerWith();
    await write(10);
    await sealer.run();
    await sealer.close();
  });

  test.each([
    ["at", sql`at = at + interval '1 second'`],
    ["actor", sql`actor = 'someone'`],
    ["roles", sql`roles = '{leader}'`],
    ["address", sql`address = null`],
    ["action", sql`action = 'case.reject'`],
    ["object_kind", sql`object_kind = 'alarm'`],
    ["object_id", sql`object_id = 'other'`],
    ["result", sql`result = 'refused'`],
    ["reason", sql`reason = 'x'`],
    ["count", sql`count = 2`],
    ["detail", sql`detail = '{"to": "rejected"}'`],
  ])("%s of one row", async (_column, change) => {
    await tamper(sql`update audit_events set ${change} where id = 4`);
    const { checked, firstDisagreement } = await verify();
    expect(checked).toBe(3);
    expect(firstDisagreement).toMatchObject({ position: 4, auditId: 4, expected: expect.stringMatching(/^hash /) });
  });

  test("a row and its link taken out of the middle", async () => {
    await tamper(sql`delete from audit_chain where audit_id = 4`);
    await tamper(sql`delete from audit_events where id = 4`);
    expect((await verify()).firstDisagreement).toMatchObject({
      position: 4,
      auditId: 5,
      expected: "position 4",
      got: "position 5",
    });
  });

  test("the newest rows cut off, and the oldest", async () => {
    await tamper(sql`delete from audit_chain where position > 8`);
    expect((await verify()).firstDisagreement).toMatchObject({
      position: 9,
      auditId: null,
      expected: "rows up to position 10",
      got: "none",
    });
    await tamper(sql`delete from audit_chain where position <= 3`);
    expect((await verify()).firstDisagreement).toMatchObject({ position: 3, got: "neither" });
  });

  test("the oldest cut off at a head that is too young for a purge", async () => {
    await write(1);
    nowMs += HOUR_MS;
    const sealer = sealerWith();
    await sealer.run();
    await tamper(sql`delete from audit_chain where position <= 10`);
    expect((await verify()).firstDisagreement).toMatchObject({ position: 10, expected: "rows younger than 180 days" });
  });

  test("the whole chain made anew under the old head", async () => {
    await tamper(sql`update audit_chain set hash = decode(repeat('ab', 32), 'hex') where position = 10`);
    expect((await verify()).firstDisagreement).toMatchObject({ position: 10, auditId: 10 });
    await tamper(sql`update audit_heads set signature = decode(repeat('ab', 64), 'hex')`);
    await tamper(sql`delete from audit_chain where position = 10`);
    expect((await verify()).firstDisagreement).toMatchObject({ position: 10, got: "none" });
  });
});

describe("rights", () => {
  test("the application's role can append and nothing else, where the database has roles", async () => {
    expect(await canOnlyAppend(db)).toBe(testDriver === "pg");
    expect(await canOnlyAppend(owner)).toBe(false);
  });

  test.runIf(testDriver === "pg").each(["audit_events", "audit_chain", "audit_heads"])("on %s", async (table) => {
    const sealer = sealerWith();
    await write(1);
    await sealer.run();
    const column = table === "audit_events" ? "actor" : "hash";
    for (const statement of [
      `update minqing.${table} set ${column} = ${column}`,
      `delete from minqing.${table}`,
      `truncate minqing.${table} cascade`,
    ]) {
      await expect(db.script(statement), statement).rejects.toThrow("permission denied");
    }
  });
});

describe("a purge", () => {
  const startedMs = nowMs;

  test("drops what is old up to a signed head, and the chain begins there", async () => {
    const sealer = sealerWith();
    await write(5);
    await sealer.run();
    nowMs += HOUR_MS;
    await write(5);
    await sealer.run();
    nowMs = Math.max(startedMs, nowMs) + 180 * DAY_MS - 60_000;
    expect(await purgeAudit(owner, now())).toBe(5);
    nowMs += 61_000;
    expect(await purgeAudit(owner, now())).toBe(5);
    expect(await purgeAudit(owner, now())).toBe(0);
    const rows = await db.raw(sql`select action, actor, detail from audit_events order by id`);
    expect(rows.map(({ action, actor }) => [action, actor])).toEqual(Array(2).fill(["audit.purge", "system"]));
    expect(rows[1]?.["detail"]).toMatchObject({ throughPosition: 10, rows: 5 });
    expect(await verify()).toMatchObject({ checked: 0, firstDisagreement: null });
    await sealer.run();
    expect((await chained()).map(({ position }) => position)).toEqual([11, 12]);
    expect(await verify()).toMatchObject({ checked: 2, firstDisagreement: null, heads: { signed: 2 } });
  });

  test("leaves what no key has signed, and what the city keeps longer", async () => {
    const unsigned = sealerWith({ key: null });
    await write(2);
    await unsigned.run();
    await unsigned.close();
    nowMs += 400 * DAY_MS;
    expect(await purgeAudit(owner, now())).toBe(0);
    await write(1);
    const sealer = sealerWith();
    await sealer.run();
    nowMs += 181 * DAY_MS;
    await db.transaction((tx) => replaceSetting(tx, "audit.keep_days", 365, now()));
    expect(await purgeAudit(owner, now())).toBe(0);
    await db.transaction((tx) => replaceSetting(tx, "audit.keep_days", 30, new Date(nowMs + 1)));
    nowMs += 1;
    await expect(purgeAudit(owner, now())).rejects.toThrow("180");
    expect(await countAudit(db)).toEqual({ events: 3, chained: 3 });
    await owner.execute(sql`delete from settings where key = 'audit.keep_days'`);
  });
});

describe("two servers", () => {
  test("have one sealer; the last head is signed and anchored when they close", async () => {
    const folder = await mkdtemp(join(tmpdir(), "minqing-anchor-"));
    const anchorFile = join(folder, "heads");
    const faults: unknown[] = [];
    const loud = pino({ level: "error" }, { write: (line: string) => void faults.push(line) });
    const open = () =>
      openServer({
        db,
        bus: createLocalBus(),
        log: loud,
        demo: true,
        secret: "s".repeat(32),
        host: "127.0.0.1",
        port: 0,
        city: cityByCode("441500"),
        webDir: "/nowhere",
        basemapDir: "/nowhere",
        now,
        auditKey: key,
        auditAnchor: anchorFrom(anchorFile),
        asOwner: (work) => work(owner),
      });
    const servers = [await open(), await open()];
    await write(20);
    await vi.waitFor(async () => expect(await countAudit(db)).toEqual({ events: 20, chained: 20 }), 30_000);
    for (let i = 0; i < 3; i++) await fetch(`${servers[0]?.url}/api/accounts`);
    for (const server of servers) await server.close();
    // Three denials: the first is written at once, the others with the last minute.
    expect(await countAudit(db)).toEqual({ events: 22, chained: 22 });
    const head = await newestHead(db);
    expect(head).toMatchObject({ position: 22, keyId: key.id });
    const lines = (await readFile(anchorFile, "utf8")).trim().split("\n");
    expect(HeadLine.parse(JSON.parse(lines.at(-1) ?? ""))).toEqual({ kind: "head", ...head });
    expect(await verify()).toMatchObject({ checked: 22, firstDisagreement: null });
    expect(faults).toEqual([]);
    await rm(folder, { recursive: true });
  });
});
