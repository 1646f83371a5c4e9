// Rotation of the sealing secrets: every text stays readable throughout, an interrupted run continues, and texts that no key
// opens are counted and shown as unreadable.
import { listAudit } from "@minqing/geodata/audit/queries";
import type { Database } from "@minqing/geodata/database";
import { sealedContact } from "@minqing/geodata/privacy/contact-queries";
import { findReport, reportsOfCase } from "@minqing/geodata/report/queries";
import { sql } from "@minqing/geodata/sql";
import { SecondFactor } from "@minqing/server/access/sign-in/second-factor";
import { createMetrics } from "@minqing/server/health/metrics";
import { contactOwner, ReportContacts } from "@minqing/server/privacy/report-contacts";
import { reseal } from "@minqing/server/privacy/reseal";
import { Resealing } from "@minqing/server/privacy/resealing";
import type { Secrets } from "@minqing/server/sealing/sealing-keys";
import { Secret, TOTP } from "otpauth";
import pino from "pino";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { expectProblem, HAIFENG, openApp, quiet, SEED_TIMEOUT_MS, type TestApp } from "../open-app.ts";
import { sealedWithoutKeyId } from "../sealing/sealed-without-key-id.ts";
import { gridIn } from "../sources.ts";

const OLD = "old-Zk3vQ9xW1tYb7LrD5uHn2Jc8PfMs4AgE";
const NEW = "new-Jc8PfMs4AgEZk3vQ9xW1tYb7LrD5uHn2";
const LOST = "lost-W1tYb7LrD5uHn2Jc8PfMs4AgEZk3vQ9x";
const ROTATING: Secrets = { current: NEW, previous: [OLD] };
const ROTATED: Secrets = { current: NEW, previous: [] };
const CONTACT = { name: "欧阳不存在", phone: "13899990000" };

let app: TestApp;
let position: [number, number];
let ids: string[];
const said: { msg: string; kind?: string }[] = [];
const log = pino({ level: "info" }, { write: (line: string) => void said.push(JSON.parse(line)) });

beforeAll(async () => {
  app = await openApp();
  ({ position } = await gridIn(app.db, HAIFENG));
}, SEED_TIMEOUT_MS);

const contactsOf = (secrets: Secrets) => new ReportContacts(secrets, quiet);
const setSealed = (reportId: string, sealed: Uint8Array) =>
  app.owner.execute(sql`update report_contacts set sealed = ${sealed} where report_id = ${reportId}::uuid`);

/** Five contacts sealed with the old secret, two of them without a key id. */
beforeEach(async () => {
  await app.owner.execute(sql`delete from report_contacts`);
  said.length = 0;
  ids = [];
  for (let i = 0; i < 5; i++) {
    const report = { category: "0506", title: "路面积水", position, contact: CONTACT };
    const { id } = (await app.post("desk", "/api/cases", report)).body;
    ids.push(...(await reportsOfCase(app.db, id)).map((each) => each.id));
  }
  for (const [i, id] of ids.entries()) {
    const text = JSON.stringify(CONTACT);
    await setSealed(
      id,
      i < 2
        ? sealedWithoutKeyId(OLD, contactOwner(id), text)
        : contactsOf({ current: OLD, previous: [] }).seal(id, CONTACT),
    );
  }
});

async function readable(secrets: Secrets): Promise<number> {
  let count = 0;
  for (const id of ids) {
    const kept = await sealedContact(app.db, id);
    if (kept !== null && contactsOf(secrets).open(id, kept)?.phone === CONTACT.phone) count += 1;
  }
  return count;
}

const runWith = (secrets: Secrets, isStopped = () => false) => ({
  kind: "contact" as const,
  keys: contactsOf(secrets).keys,
  now: () => new Date(),
  isStopped,
});

const rowsOf = async (action: string) => {
  const filter = { actor: null, action, objectKind: null, objectId: null, result: null, since: null, until: null };
  return listAudit(app.db, { ...filter, before: null, limit: 100 });
};

const resealing = (contact: Secrets, factor: Secrets = ROTATED, owner: Database = app.owner) => {
  const metrics = createMetrics();
  const parts = {
    contacts: new ReportContacts(contact, quiet),
    secondFactor: new SecondFactor(factor, () => new Date(), quiet),
  };
  const work = new Resealing({ ...app.context, ...parts, log, metrics }, (act) => act(owner));
  return { work, metrics };
};

const figure = async (text: Promise<string>, name: string): Promise<string | undefined> =>
  (await text)
    .split("\n")
    .find((line) => line.startsWith(`${name}{kind="contact"}`))
    ?.split(" ")[1];

test("with the previous secret given everything is read, and after the run the new one suffices", async () => {
  expect([await readable(ROTATED), await readable(ROTATING)]).toEqual([0, 5]);
  const before = (await rowsOf("contact.reseal")).length;
  expect(await reseal(app.owner, runWith(ROTATING))).toEqual({ resealed: 5, left: 0, unreadable: 0 });
  expect([await readable(ROTATED), await readable({ current: OLD, previous: [] })]).toEqual([5, 0]);
  const rows = await rowsOf("contact.reseal");
  expect(rows).toHaveLength(before + 1);
  expect(rows[0]).toMatchObject({ actor: "system", detail: { rows: 5 }, objectId: contactsOf(ROTATED).keys.id });
  expect(await reseal(app.owner, runWith(ROTATING))).toEqual({ resealed: 0, left: 0, unreadable: 0 });
});

test("a run that is interrupted leaves everything readable, and the next one does the rest", async () => {
  const [first] = ids.toSorted();
  // The first contact is sealed with the new key already; then the connection fails within a batch.
  const one = contactsOf(ROTATING).seal(first ?? "", CONTACT);
  await setSealed(first ?? "", one);
  const dying: Partial<Database> = {
    transaction: (work) =>
      app.owner.transaction(async (tx) => {
        await work(tx);
        throw new Error("the connection died");
      }),
  };
  const before = (await rowsOf("contact.reseal")).length;
  await expect(reseal(dying as Database, runWith(ROTATING))).rejects.toThrow("the connection died");
  expect([await readable(ROTATED), await readable(ROTATING)]).toEqual([1, 5]);
  // Its audit rows were rolled back with it.
  expect(await rowsOf("contact.reseal")).toHaveLength(before);
  expect(
    await reseal(
      app.owner,
      runWith(ROTATING, () => true),
    ),
  ).toEqual({ resealed: 0, left: 4, unreadable: 0 });
  expect(await reseal(app.owner, runWith(ROTATING))).toEqual({ resealed: 4, left: 0, unreadable: 0 });
  expect(await readable(ROTATED)).toBe(5);
});

test("a run that ends between two batches keeps the first, and the next run takes the rest, each row once", async () => {
  await app.owner.execute(sql`
    insert into reports select (json_populate_record(r, json_build_object('id', md5(n::text)::uuid))).*
    from reports r, generate_series(1, 1100) n where r.id = ${ids[0]}::uuid`);
  const others = await app.owner.raw(sql`select md5(n::text)::uuid::text as id from generate_series(1, 1100) n`);
  ids = [...ids, ...others.map(({ id }) => String(id))];
  const old = contactsOf({ current: OLD, previous: [] });
  for (const { id } of others) {
    const sealed = old.seal(String(id), CONTACT);
    await app.owner.execute(sql`
      insert into report_contacts (report_id, sealed, given_at, synthetic)
      values (${String(id)}::uuid, ${sealed}, now(), true)`);
  }
  const before = (await rowsOf("contact.reseal")).length;
  let transactions = 0;
  const dying: Partial<Database> = {
    transaction: (work) => {
      transactions += 1;
      return transactions === 1 ? app.owner.transaction(work) : Promise.reject(new Error("the connection died"));
    },
  };
  await expect(reseal(dying as Database, runWith(ROTATING))).rejects.toThrow("the connection died");
  expect([await readable(ROTATED), await readable(ROTATING)]).toEqual([500, 1105]);
  expect(await reseal(app.owner, runWith(ROTATING))).toEqual({ resealed: 605, left: 0, unreadable: 0 });
  expect(await rowsOf("contact.reseal")).toHaveLength(before + 3);
  expect(await readable(ROTATED)).toBe(1105);
}, 60_000);

test("what no key opens stays as it is, is counted and shown as such, and stops nothing else", async () => {
  const [lost = ""] = ids;
  await setSealed(lost, contactsOf({ current: LOST, previous: [] }).seal(lost, CONTACT));
  const { work, metrics } = resealing(ROTATING);
  await work.run();
  await work.run();
  expect(await readable(ROTATED)).toBe(4);
  expect(await figure(metrics.registry.metrics(), "minqing_sealed_unreadable")).toBe("1");
  expect(await figure(metrics.registry.metrics(), "minqing_sealed_by_previous_key")).toBe("0");
  expect(said.filter(({ msg }) => msg.includes("no secret of this server opens these"))).toHaveLength(1);
  // This server's secret is neither of the two.
  const caseOfLost = (await findReport(app.db, lost))?.caseId;
  expect((await app.get("desk", `/api/cases/${caseOfLost}`)).body.contact).toMatchObject({
    readable: false,
    fields: [],
  });
  const asked = { purpose: "contact-reporter", reason: "核实积水位置" };
  const problem = expectProblem(
    await app.post("desk", `/api/cases/${caseOfLost}/contact/reveal`, asked),
    "contact-unreadable",
    409,
  );
  expect(problem.detail).toContain("no secret in the settings opens this contact");
  // The secret is found again: nothing was lost.
  const found = resealing({ current: NEW, previous: [OLD, LOST] });
  await found.work.run();
  expect(await readable(ROTATED)).toBe(5);
});

test("the log says once when the previous secret can be taken away, and not while something is left", async () => {
  const mayGo = () => said.filter(({ msg, kind }) => msg.includes("remove it once") && kind === "contact").length;
  const dying: Partial<Database> = { transaction: () => Promise.reject(new Error("the owner is away")) };
  await expect(resealing(ROTATING, ROTATED, dying as Database).work.run()).rejects.toThrow(
    "some kinds could not be sealed again",
  );
  expect(mayGo()).toBe(0);
  const { work } = resealing(ROTATING);
  await work.run();
  await work.run();
  expect(mayGo()).toBe(1);
  // Without a previous secret there is nothing to remove.
  await resealing(ROTATED).work.run();
  expect(mayGo()).toBe(1);
});

test("a second factor and its recovery codes outlive a new session secret that knows the one before", async () => {
  const secretOf = (secrets: Secrets) => new SecondFactor(secrets, () => new Date(), quiet);
  const before = secretOf({ current: OLD, previous: [] });
  const { secret, sealed } = before.begin("desk");
  const { codes, hashes } = before.newRecoveryCodes("desk");
  await app.owner.execute(sql`
    update accounts set totp_secret = ${sealedWithoutKeyId(OLD, "desk", secret)}, totp_pending = ${sealed},
      totp_confirmed_at = now() where username = 'desk'`);
  for (const hash of hashes) {
    await app.owner.execute(sql`insert into recovery_codes (username, code_hash) values ('desk', ${hash})`);
  }
  const kept = async () => {
    const [row] = await app.owner.raw(sql`select totp_secret as secret, totp_pending as pending from accounts
      where username = 'desk'`);
    return [row?.["secret"], row?.["pending"]] as Uint8Array[];
  };
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  const opens = async (factor: SecondFactor) =>
    (await kept()).map((each) => factor.stepOf("desk", each, code) !== null);
  // Without the previous secret the code is a wrong one, not a fault of the server.
  expect(await opens(secretOf(ROTATED))).toEqual([false, false]);
  expect(await opens(secretOf(ROTATING))).toEqual([true, true]);
  await resealing(ROTATED, ROTATING).work.run();
  expect(await opens(secretOf(ROTATED))).toEqual([true, true]);
  expect(await rowsOf("second-factor.reseal")).toMatchObject([{ actor: "system", detail: { rows: 1 } }]);

  const account = { username: "desk", totpSecret: null } as Parameters<SecondFactor["acceptCode"]>[1];
  const acceptCode = (factor: SecondFactor, given = "") =>
    app.db.transaction((tx) => factor.acceptCode(tx, account, given));
  expect(await acceptCode(secretOf(ROTATED), codes[0])).toBe(false);
  expect(await acceptCode(secretOf(ROTATING), codes[0])).toBe(true);
  expect(await acceptCode(secretOf(ROTATING), codes[0])).toBe(false);
  await app.owner.execute(sql`
    update accounts set totp_secret = null, totp_pending = null, totp_confirmed_at = null where username = 'desk'`);
});
