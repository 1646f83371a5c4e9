// Picture reads: the row is written before the response, the rest of a minute is one bounded row, and no read is lost.
import type { Database } from "@minqing/geodata/database";
import type { Json, Sql } from "@minqing/geodata/sql";
import { PictureReads } from "@minqing/server/audit/picture-reads";
import pino from "pino";
import { beforeEach, expect, test } from "vitest";

interface Row {
  actor: string;
  action: string;
  objectId: string | null;
  count: number;
  pictures: Record<string, number> | null;
}

/** The values of the statement, in their order. */
type Written = [Date, string, string[], string | null, string, null, string | null, string, null, number, Json | null];

let rows: Row[] = [];
let nowMs = 0;
let isAway = false;

/** Replaces the statement that writes a row; the database suite reads real rows. */
const db = {
  execute: async ({ values }: Sql) => {
    if (isAway) throw new Error("away");
    const [, actor, , , action, , objectId, , , count, detail] = values as unknown as Written;
    const pictures = detail === null ? null : JSON.parse(detail.text).pictures;
    rows.push({ actor, action, objectId, count, pictures });
    return 1;
  },
} as unknown as Database;

const readsOf = () => new PictureReads({ db, log: pino({ level: "silent" }), now: () => new Date(nowMs) });
const desk = { username: "desk", roles: ["acceptor" as const], address: "10.0.0.7" };

beforeEach(() => {
  rows = [];
  nowMs = 1_770_000_000_000;
  isAway = false;
});

const total = (): number => rows.reduce((sum, { count }) => sum + count, 0);

test("no picture without its row, and the next try writes one", async () => {
  const reads = readsOf();
  isAway = true;
  await expect(reads.record(desk, "picture.open", "a/1")).rejects.toThrow("away");
  isAway = false;
  await reads.record(desk, "picture.open", "a/1");
  expect(rows).toEqual([{ actor: "desk", action: "picture.open", objectId: "a/1", count: 1, pictures: null }]);
});

test("who opens a thousand pictures in a minute leaves thirty rows and one that names two hundred", async () => {
  const reads = readsOf();
  for (let i = 0; i < 1_000; i++) await reads.record(desk, "picture.open", `a/${i}`);
  await reads.settle();
  expect(rows).toHaveLength(31);
  expect(Object.keys(rows.at(-1)?.pictures ?? {})).toHaveLength(201);
  expect(rows.at(-1)?.pictures?.["others"]).toBe(770);
  expect(total()).toBe(1_000);
});

test("a wall that shows twelve cameras for an hour leaves two rows a minute", async () => {
  const reads = readsOf();
  for (let minute = 0; minute < 60; minute++) {
    for (let look = 0; look < 36; look++) await reads.record(desk, "picture.glance", `camera-${look % 12}`);
    nowMs += 60_000;
  }
  await reads.settle();
  expect(rows).toHaveLength(120);
  expect(total()).toBe(60 * 36);
});

test("another account or address is another minute", async () => {
  const reads = readsOf();
  for (const reader of [desk, { ...desk, username: "other" }, { ...desk, address: "10.0.0.8" }]) {
    await reads.record(reader, "picture.glance", "camera-1");
  }
  expect(rows.map(({ actor }) => actor)).toEqual(["desk", "other", "desk"]);
});

test("what the database did not take waits for the next minute", async () => {
  const reads = readsOf();
  for (let i = 0; i < 4; i++) await reads.record(desk, "picture.glance", "camera-1");
  isAway = true;
  await reads.settle();
  isAway = false;
  await reads.record(desk, "picture.glance", "camera-1");
  await reads.settle();
  expect(total()).toBe(5);
});
