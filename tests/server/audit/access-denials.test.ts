// Denied access is counted per minute and source: bounded rows, bounded memory, no response waits.
import type { AuditEvent } from "@minqing/core/audit/event";
import type { Database } from "@minqing/geodata/database";
import type { Sql } from "@minqing/geodata/sql";
import { AccessDenials, type AccessDenied } from "@minqing/server/audit/access-denials";
import pino from "pino";
import { beforeEach, expect, test } from "vitest";

type Row = Pick<AuditEvent, "actor" | "address" | "action" | "reason" | "count" | "detail">;

let rows: Row[] = [];
let nowMs = 0;
let isAway = false;

/** Replaces the statement that writes a row; the database suite reads real rows. */
const db = {
  execute: async ({ values }: Sql) => {
    if (isAway) throw new Error("away");
    const [, actor, , address, action, , , , reason, count, detail] = values as never[];
    rows.push({ actor, address, action, reason, count, detail } as unknown as Row);
    return 1;
  },
} as unknown as Database;

const counterOf = () => new AccessDenials({ db, log: pino({ level: "silent" }), now: () => new Date(nowMs) });
const refusal = (changes: Partial<AccessDenied> = {}): AccessDenied => ({
  actor: "desk",
  roles: ["acceptor"],
  address: "10.0.0.7",
  action: "account.read",
  reason: "role-missing",
  ...changes,
});

const anonymous = (changes: Partial<AccessDenied> = {}): AccessDenied =>
  refusal({ actor: null, roles: [], reason: "not-signed-in", ...changes });

beforeEach(() => {
  rows = [];
  nowMs = 1_770_000_000_000;
  isAway = false;
});

test("the first is written at once, the rest of its minute as one row", async () => {
  const counter = counterOf();
  for (let i = 0; i < 1_000; i++) counter.count(refusal());
  await Promise.resolve();
  expect(rows).toEqual([expect.objectContaining({ actor: "desk", action: "account.read", count: 1 })]);
  await counter.settle();
  expect(rows.map(({ count }) => count)).toEqual([1, 999]);
  counter.count(refusal());
  await counter.settle();
  expect(rows.map(({ count }) => count)).toEqual([1, 999, 1]);
});

test("a new minute begins by itself", async () => {
  const counter = counterOf();
  for (let i = 0; i < 3; i++) counter.count(refusal());
  nowMs += 60_000;
  counter.count(refusal());
  await Promise.resolve();
  expect(rows.map(({ count }) => count).sort()).toEqual([1, 1, 2]);
});

test("another account, address, action or reason is another row", async () => {
  const counter = counterOf();
  const others: Partial<AccessDenied>[] = [
    {},
    { actor: null },
    { address: "10.0.0.8" },
    { action: "case.command" },
    { reason: "x" },
  ];
  for (const changes of others) counter.count(refusal(changes));
  await counter.settle();
  expect(rows).toHaveLength(5);
});

test("one address that tries a thousand names gets its share, and hides nobody else", async () => {
  const counter = counterOf();
  for (let i = 0; i < 1_000; i++) counter.count(refusal({ actor: `name-${i}`, roles: [], address: "10.6.6.6" }));
  counter.count(refusal());
  await counter.settle();
  expect(rows).toHaveLength(23);
  expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(1_001);
  const others = rows.filter(({ reason }) => reason === "others");
  expect(others.map(({ address, action, count }) => ({ address, action, count }))).toEqual([
    { address: "10.6.6.6", action: "request.refuse", count: 1 },
    { address: "10.6.6.6", action: "request.refuse", count: 979 },
  ]);
  expect(rows).toContainEqual(expect.objectContaining({ actor: "desk", reason: "role-missing" }));
});

test("a thousand addresses are a bounded number of rows, and none is forgotten", async () => {
  const counter = counterOf();
  for (let i = 0; i < 10_000; i++) counter.count(anonymous({ address: `10.${i % 250}.${i % 4}.9` }));
  await counter.settle();
  expect(rows.length).toBeLessThanOrEqual(202);
  expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(10_000);
});

test("while the database is away they are kept, and still bounded", async () => {
  const counter = counterOf();
  isAway = true;
  for (let minute = 0; minute < 5; minute++) {
    for (let i = 0; i < 500; i++) counter.count(anonymous({ address: `10.${minute}.${i % 250}.${i % 2}` }));
    await counter.settle();
    nowMs += 60_000;
  }
  isAway = false;
  await counter.settle();
  expect(rows.length).toBeLessThanOrEqual(202);
  expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(2_500);
});

test("a flood from forged addresses hides neither failed sign-ins nor signed-in people", async () => {
  const counter = counterOf();
  for (let i = 0; i < 600; i++)
    counter.count(anonymous({ address: `203.0.${i % 6}.${i % 250}`, action: `case.read-${i}` }));
  counter.count(
    refusal({ actor: "chen", roles: [], action: "session.open", reason: "not-signed-in", address: "203.0.1.7" }),
  );
  counter.count(refusal({ actor: "li", address: "203.0.1.7" }));
  await counter.settle();
  expect(rows).toContainEqual(
    expect.objectContaining({ actor: "chen", action: "session.open", reason: "not-signed-in" }),
  );
  expect(rows).toContainEqual(expect.objectContaining({ actor: "li", action: "account.read", reason: "role-missing" }));
});

test("sign-ins from one network do not hide those from another, and a person's own flood hides nobody", async () => {
  const counter = counterOf();
  const attempt = (actor: string, address: string) =>
    counter.count(refusal({ actor, roles: [], action: "session.open", reason: "not-signed-in", address }));
  for (let i = 0; i < 500; i++) attempt(`guess-${i}`, `198.51.100.${i % 250}`);
  attempt("chen", "192.0.2.4");
  for (let i = 0; i < 500; i++) counter.count(refusal({ actor: "wang", objectId: String(i) }));
  counter.count(refusal({ actor: "li" }));
  await counter.settle();
  expect(rows).toContainEqual(expect.objectContaining({ actor: "chen" }));
  expect(rows).toContainEqual(expect.objectContaining({ actor: "li" }));
  const others = rows.filter(({ reason, count }) => reason === "others" && count > 1);
  expect(others.map(({ actor, action }) => [actor, action])).toEqual([
    [null, "session.open"],
    ["wang", "request.refuse"],
  ]);
});

test("an anonymous network is a /24 or a /64, and others name their largest", async () => {
  const counter = counterOf();
  for (let i = 0; i < 250; i++) counter.count(anonymous({ address: `203.0.113.${i}`, action: `case.read-${i}` }));
  for (let i = 0; i < 250; i++)
    counter.count(anonymous({ address: `2001:db8::${i.toString(16)}`, action: `case.read-${i}` }));
  await counter.settle();
  expect(rows.filter(({ reason }) => reason !== "others")).toHaveLength(40);
  const largest = rows.map(({ detail }) => detail);
  expect(JSON.stringify(largest)).toContain("203.0.113.0/24");
  expect(JSON.stringify(largest)).toContain("2001:db8:0:0::/64");
});
