import { compileScope } from "@minqing/core/access/scope";
import { standingAt } from "@minqing/core/access/standing";
import type { ChangeEntry, ChangeItem } from "@minqing/core/change/entry";
import { projectChange } from "@minqing/core/change/project";
import { applyMessage, replicaFrom } from "@minqing/core/change/replica";
import { expect, test } from "vitest";
import { deepFreeze } from "../deep-freeze.ts";

const warning = (id: string, liftedAt: string | null = null) => ({
  id,
  type: "rainstorm",
  colour: "orange" as const,
  regionCode: "441502",
  titleZh: "暴雨橙色",
  titleEn: "Rainstorm, orange",
  issuedAt: "2026-09-11T00:00:00.000Z",
  liftedAt,
  synthetic: true,
});

const at = "2026-09-11T00:00:01.000Z";
const empty = replicaFrom({ cursor: 10, scopeKey: "4415", at, cases: [], alarms: [], warnings: [], detections: [] });
const put = (seq: number, id: string, liftedAt: string | null = null): ChangeItem => ({
  op: "put",
  seq,
  at,
  kind: "warning",
  id,
  value: warning(id, liftedAt),
});

test("messages that start at the cursor are applied in order and leave the former replica unchanged", () => {
  deepFreeze(empty);
  const next = applyMessage(empty, { from: 10, to: 12, items: [put(11, "a"), put(12, "b")] });
  expect([...(next?.board.warning.keys() ?? [])]).toEqual(["a", "b"]);
  expect(next?.cursor).toBe(12);
  expect(empty.board.warning.size).toBe(0);
});

test("a message that does not start at the cursor is not applied", () => {
  expect(applyMessage(empty, { from: 11, to: 12, items: [put(12, "b")] })).toBeNull();
});

test("an empty message moves the cursor only", () => {
  const next = applyMessage(empty, { from: 10, to: 19, items: [] });
  expect(next?.cursor).toBe(19);
  expect(next?.board.case).toBe(empty.board.case);
});

test("objects that leave the scope or the board are both gone", () => {
  const two = applyMessage(empty, { from: 10, to: 12, items: [put(11, "a"), put(12, "b")] });
  if (two === null) throw new Error("expected the message to start at the cursor");
  const gone: ChangeItem = { op: "gone", seq: 13, at, kind: "warning", id: "a" };
  const next = applyMessage(two, { from: 12, to: 14, items: [gone, put(14, "b", at)] });
  expect(next?.board.warning.size).toBe(0);
});

test("an object that does not fit the schema is rejected", () => {
  const odd: ChangeItem = { op: "put", seq: 11, at, kind: "case", id: "x", value: { id: "x" } };
  expect(() => applyMessage(empty, { from: 10, to: 11, items: [odd] })).toThrow();
});

const standing = (code: string | null) => (code === null ? null : standingAt(code));
const entry = (before: string | null, after: string | null): ChangeEntry => ({
  seq: 7,
  at: new Date(at),
  kind: "case",
  id: "c",
  scopeBefore: standing(before),
  scopeAfter: standing(after),
  value: { id: "c" },
});

test("an object that moves out of a scope is gone for it and put for the other", () => {
  const moved = deepFreeze(entry("441502001001001", "441521101001001"));
  expect(projectChange(compileScope(["441502"]), moved)).toMatchObject({ op: "gone", id: "c" });
  expect(projectChange(compileScope(["441521"]), moved)).toMatchObject({ op: "put", id: "c" });
  expect(projectChange(compileScope(["441523"]), moved)).toBeNull();
});

test("an object that no longer exists is gone where it was", () => {
  expect(projectChange(compileScope(["441500"]), entry("441502001", null))).toMatchObject({ op: "gone" });
});

test("an alarm names its case only to a scope that sees the case, and its entry stays unchanged", () => {
  const value = { id: "a", caseId: "c" };
  const alarm = (secrecy: 0 | 1, kind: "alarm" | "detection" = "alarm"): ChangeEntry => ({
    ...entry("441502001", "441502001"),
    kind,
    value,
    scopeAfter: { ...standingAt("441502001"), case: { ...standingAt("441502001"), secrecy } },
  });
  const [general, cleared] = [compileScope(["441502"]), compileScope(["441502"], [], { secrecy: 1 })];
  expect(projectChange(general, deepFreeze(alarm(0)))).toMatchObject({ value });
  expect(projectChange(general, deepFreeze(alarm(1)))).toMatchObject({ op: "put", value: { id: "a", caseId: null } });
  expect(projectChange(general, deepFreeze(alarm(1, "detection")))).toMatchObject({ value: { caseId: null } });
  expect(projectChange(cleared, deepFreeze(alarm(1)))).toMatchObject({ value });
});
