// Upgrades a city from before there were acts, clocks and reports: cases in every status, with returns, reworks and
// classifications. Afterwards each log folds to its row and to its clocks, as the program would have made them.
import { randomUUID } from "node:crypto";
import { actEntry, type CaseActName } from "@minqing/core/case/acts";
import { CaseOpening } from "@minqing/core/case/case";
import type { CaseClock } from "@minqing/core/case/clock";
import { applyAct, type CaseAct, type CaseState, foldActs, openedBy } from "@minqing/core/case/decide";
import { StageLimits } from "@minqing/core/case/limits";
import { deadlineOf, foldClocks, limitsFor, runClocks } from "@minqing/core/case/run-clocks";
import { CASE_STATUSES } from "@minqing/core/case/status";
import { caseActs, clocksOfCases } from "@minqing/geodata/case/act-queries";
import { changesAfter, headCursor } from "@minqing/geodata/change/queries";
import type { Database } from "@minqing/geodata/database";
import { migrate } from "@minqing/geodata/migration/migrate";
import { json, sql } from "@minqing/geodata/sql";
import { contactOwner } from "@minqing/server/privacy/report-contacts";
import { SealingKeys } from "@minqing/server/sealing/sealing-keys";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { logOf, opening, steps } from "../../core/case/case-life.ts";
import { testDatabase } from "../test-database.ts";
import { migrateBefore } from "./migrate-before.ts";

/** The acts of that time; `supervise` and others came later. */
const OLD: readonly CaseActName[] = [
  "accept",
  "register",
  "dispatch",
  "take",
  "submit",
  "close",
  "rework",
  "return",
  "reject",
  "cancel",
  "classify",
];
const LIMITS = StageLimits.parse({
  edition: "city 1",
  secondsByStatus: {
    reported: [60, 300, 900, 1800],
    dispatched: [300, 900, 1800, 3600],
    handling: [7200, 14400, 86400, 259200],
  },
});
const WITH_LIMIT = { category: "0506", limitS: 7_200 };
const WITHOUT_LIMIT = { category: "0110", limitS: null };
const KEYS = new SealingKeys({ current: "k".repeat(32), previous: [] });

interface Life {
  acts: CaseAct[];
  category: typeof WITH_LIMIT | typeof WITHOUT_LIMIT;
}

const lives: Life[] = [[], ...fc.sample(steps, { numRuns: 120, seed: 9 })].map((all, n) => {
  const category = n % 2 === 0 ? WITH_LIMIT : WITHOUT_LIMIT;
  const named = opening({
    number: `0911-${1000 + n}`,
    category: category.category,
    categoryEdition: "c1",
    priority: ((n % 4) + 1) as 1 | 2 | 3 | 4,
  });
  return { category, acts: logOf(all, { id: randomUUID(), opening: named, names: OLD }) };
});

const statesOf = ([first, ...rest]: readonly CaseAct[]): CaseState[] => {
  if (first === undefined) throw new Error("expected an opening act");
  const states = [openedBy(first)];
  for (const act of rest) states.push(applyAct(states.at(-1) as CaseState, act));
  return states;
};

/** What the program of now would have stored. */
function expectedOf({ acts, category }: Life): { clocks: CaseClock[]; acts: CaseAct[] } {
  const { priority } = CaseOpening.parse(acts[0]?.detail);
  const basis = { priority, category: { edition: "c1", limitS: category.limitS } };
  return runClocks([], acts, limitsFor(LIMITS, basis));
}

/** Writes a life as the program of that time did. */
async function writeOld(owner: Database, { acts }: Life): Promise<void> {
  const states = statesOf(acts);
  const last = states.at(-1) as CaseState;
  const row = CaseOpening.parse(acts[0]?.detail);
  await owner.execute(sql`
    insert into cases (id, number, kind, category, category_edition, title, status, priority, source, region_code, geom,
      department_id, reported_at, status_since, closed_at, ended_at, return_count, rework_count, reported_by, secrecy,
      version, synthetic)
    values (${last.id}::uuid, ${row.number}, 'event', ${row.category}, 'c1', ${row.title}, ${last.status}, ${row.priority},
      'citizen', '441521', st_setsrid(st_makepoint(115, 22), 4326), ${last.departmentId}, ${acts[0]?.at as Date},
      ${last.statusSince}, ${last.closedAt}, ${last.endedAt}, ${last.returnCount}, ${last.reworkCount}, 'me',
      ${last.secrecy}, ${last.version}, true)`);
  for (const [i, act] of acts.entries()) {
    const state = states[i] as CaseState;
    const { reason = null, note = null } = act.detail as { reason?: string; note?: string };
    await owner.execute(sql`
      insert into case_transitions (case_id, version, at, actor, actor_name, command, from_status, to_status, reason, note,
        department_id, return_count, rework_count)
      values (${act.caseId}::uuid, ${act.version}, ${act.at}, ${act.actor}, ${act.actorName}, ${act.act}, ${act.from},
        ${act.to}, ${reason}, ${note}, ${state.departmentId}, ${state.returnCount}, ${state.reworkCount})`);
    if (act.act !== "classify") continue;
    const detail = { before: states[i - 1]?.secrecy, after: state.secrecy, version: act.version };
    await owner.execute(sql`
      insert into audit_events (at, actor, roles, action, object_kind, object_id, result, count, detail)
      values (${act.at}, 'x', '{supervisor}', 'case.classify', 'case', ${act.caseId}, 'done', 1, ${json(detail)}::jsonb)`);
  }
}

let owner: Database;
const idOf = ({ acts }: Life): string => acts[0]?.caseId ?? "";
let cursor = 0;
let auditRows = 0;
beforeAll(async () => {
  ({ owner } = await testDatabase({ empty: true }));
  await migrateBefore(owner, "0014");
  await owner.execute(sql`
    insert into settings (key, edition, value, valid_from)
    values ('case.stage_limits', 'city 1', ${json({ edition: LIMITS.edition, secondsByStatus: LIMITS.secondsByStatus })}::jsonb, '2020-01-01')`);
  for (const { category, limitS } of [WITH_LIMIT, WITHOUT_LIMIT]) {
    await owner.execute(sql`
      insert into case_categories (edition, code, kind, major, name_zh, name_en, limit_s, default_priority, valid_from)
      values ('c1', ${category}, 'event', '05', '类', 'class', ${limitS}, 3, '2020-01-01')`);
  }
  await owner.execute(sql`
    insert into departments (id, name, name_en, kind, region_code, valid_from, synthetic)
    select d, d, d, 'water', '441521', '2020-01-01', true from unnest('{d0,d1,d2}'::text[]) as x (d)`);
  for (const life of lives) await writeOld(owner, life);
  // Rows without a log, in every status: whoever wrote them, they are kept.
  for (const status of CASE_STATUSES) {
    const id = randomUUID();
    await owner.execute(sql`
      insert into cases (id, number, kind, category, category_edition, title, status, priority, source, region_code, geom,
        reported_at, status_since, deadline_at, version, reported_by, synthetic)
      values (${id}::uuid, ${id}, 'event', '0110', 'c1', 't', ${status}, 2, 'patrol', '441521',
        st_setsrid(st_makepoint(115, 22), 4326), now(), now(), '2030-01-01', 3, 'me', true)`);
  }
  const [first] = lives;
  if (first === undefined) throw new Error("expected lives");
  const sealed = KEYS.seal(contactOwner(idOf(first)), "13800001111");
  await owner.execute(sql`
    insert into case_contacts (case_id, sealed, given_at, synthetic) values (${idOf(first)}::uuid, ${sealed}, now(), true)`);
  const standing = { code: "441521", reach: null, department: "d1", reportedBy: "me", secrecy: 0, case: null };
  await owner.execute(sql`
    insert into change_log (seq, at, kind, object_id, scope_before, scope_after, value)
    values (nextval('change_log_seq'), now(), 'case', ${idOf(first)}, null, ${json(standing)}::jsonb, '{}')`);
  await owner.execute(sql`
    insert into idempotency_keys (username, key, request_sha256, status, response, at)
    values ('me', 'old key', '\\x01', 200, '{"id": 1}', now())`);
  cursor = await headCursor(owner);
  auditRows = (await owner.one(sql`select count(*) as n from audit_events`, z.object({ n: z.number() }))).n;
  await migrate(owner);
}, 120_000);

test("the lives end in every status that a case of that time could have", () => {
  const seen = new Set(lives.map(({ acts }) => acts.at(-1)?.to));
  const later = ["verifying", "reviewing", "closing", "checking", "evaluated"];
  expect([...seen].sort()).toEqual(CASE_STATUSES.filter((status) => !later.includes(status)).sort());
  expect(lives.filter(({ acts }) => acts.some(({ act }) => act === "rework")).length).toBeGreaterThan(10);
  expect(lives.filter(({ acts }) => acts.some(({ act }) => act === "classify")).length).toBeGreaterThan(10);
});

test("each log folds to its row, with the grades of then from the audit trail", async () => {
  for (const life of lives) {
    const acts = await caseActs(owner, idOf(life));
    const { acts: expected } = expectedOf(life);
    expect(acts).toEqual(expected.map((act) => ({ ...act, detail: JSON.parse(JSON.stringify(act.detail)) })));
    const row = await owner.one(
      sql`select seq, version, status, department_id, secrecy, return_count, rework_count, closed_at, ended_at
        from cases where id = ${idOf(life)}::uuid`,
      z.record(z.string(), z.unknown()),
    );
    expect(foldActs(acts)).toMatchObject(row);
  }
});

const inOrder = (clocks: readonly CaseClock[]) =>
  clocks.toSorted((a, b) => a.startedBy - b.startedBy || a.clock.localeCompare(b.clock));

test("each case has the clocks that its acts make; what is overdue already is marked without an act", async () => {
  const now = Date.now();
  let marked = 0;
  for (const life of lives) {
    const stored = (await clocksOfCases(owner, [idOf(life)])).get(idOf(life)) ?? [];
    const { clocks } = expectedOf(life);
    const upgraded = clocks.map((clock) => {
      const isOpen = clock.stoppedAt === null;
      const past = (at: string | null) => isOpen && at !== null && Date.parse(at) <= now;
      const isNear = clock.clock === "handling" && past(clock.approachingAt);
      if (past(clock.dueAt)) marked++;
      return { ...clock, approachedBy: isNear ? 0 : null, overdueBy: past(clock.dueAt) ? 0 : null };
    });
    expect(inOrder(stored)).toEqual(inOrder(upgraded));
    expect(inOrder(foldClocks(await caseActs(owner, idOf(life))))).toEqual(inOrder(clocks));
  }
  expect(marked).toBeGreaterThan(10);
  expect(await owner.raw(sql`select case_id from case_clocks where next_at <= now()`)).toEqual([]);
});

test("the deadline of an open case is handling's while the unit holds it, else the step's", async () => {
  for (const life of lives) {
    const { deadlineAt, clockSince } = deadlineOf(expectedOf(life).clocks, life.acts.at(-1)?.to ?? "reported");
    const [row] = await owner.raw(sql`select deadline_at, clock_since from cases where id = ${idOf(life)}::uuid`);
    expect((row?.["clock_since"] as Date | null)?.toISOString() ?? null).toBe(clockSince);
    if (clockSince !== null) expect((row?.["deadline_at"] as Date | null)?.toISOString() ?? null).toBe(deadlineAt);
  }
});

test("every case has one report that takes its id, its contact opens, and its reporter stands in it", async () => {
  const rows = await owner.raw(sql`select id::text, case_id::text, reporter from reports`);
  expect(rows).toHaveLength(lives.length + CASE_STATUSES.length);
  for (const { id, case_id, reporter } of rows) expect([case_id, reporter]).toEqual([id, "me"]);
  const [contact] = await owner.raw(sql`select report_id::text as id, sealed from report_contacts`);
  expect(KEYS.open(contactOwner(String(contact?.["id"])), contact?.["sealed"] as Uint8Array)).toBe("13800001111");
  expect(await owner.raw(sql`select distinct reporters from cases`)).toEqual([{ reporters: ["me"] }]);
});

test("cursor, audit rows and answers of requests stay; old entries of the log are still read", async () => {
  expect(await headCursor(owner)).toBe(cursor);
  const [entry] = await changesAfter(owner, cursor - 1, 5);
  expect(entry?.scopeAfter).toMatchObject({ lead: "d1", reporters: ["me"] });
  expect((await owner.one(sql`select count(*) as n from audit_events`, z.object({ n: z.number() }))).n).toBe(auditRows);
  expect(await owner.raw(sql`select key, status, answer from idempotency_keys`)).toEqual([
    { key: "old key", status: 200, answer: '{"id": 1}' },
  ]);
});

test("a row without a log keeps what it has", async () => {
  const rows = await owner.raw(sql`
    select status, version, seq, deadline_at::date::text as due from cases where source = 'patrol' order by status`);
  expect(rows).toEqual([...CASE_STATUSES].sort().map((status) => ({ status, version: 3, seq: 0, due: "2030-01-01" })));
});

test("acts that came later are not among those of that time", () => {
  expect(OLD.every((name) => actEntry(name).via !== "system")).toBe(true);
});
