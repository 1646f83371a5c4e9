// The text under the hashes of the audit trail: a format that other programs must be able to reproduce.

import { AuditAnchorMinutes, AuditRetentionDays } from "@minqing/core/audit/audit-settings";
import { canonicalHead, canonicalJson, canonicalRow } from "@minqing/core/audit/canonical";
import type { AuditRow } from "@minqing/core/audit/row";
import fc from "fast-check";
import { expect, test } from "vitest";

const ROW: AuditRow = {
  id: 7,
  at: "2026-03-01T08:00:00.123Z",
  actor: "desk",
  roles: ["acceptor", "supervisor"],
  address: "10.0.0.7",
  action: "case.dispatch",
  objectKind: "case",
  objectId: "0b0c",
  result: "done",
  reason: null,
  count: 1,
  detail: { to: "dispatched", departmentId: "441521-water", "\u{1f300}": 1, 中: [1.5, null] },
};

test("a row is one line of JSON with sorted members", () => {
  expect(canonicalRow(ROW)).toBe(
    '{"action":"case.dispatch","actor":"desk","address":"10.0.0.7","at":"2026-03-01T08:00:00.123Z","count":1,' +
      '"detail":{"departmentId":"441521-water","to":"dispatched","中":[1.5,null],"\u{1f300}":1},"id":7,"objectId":"0b0c",' +
      '"objectKind":"case","reason":null,"result":"done","roles":["acceptor","supervisor"]}',
  );
});

test("a head is its position, its hash and its instant", () => {
  expect(canonicalHead({ position: 3, hash: "ab", at: "2026-03-01T08:00:00.000Z" })).toBe(
    '{"at":"2026-03-01T08:00:00.000Z","hash":"ab","position":3}',
  );
});

test("the order of members changes nothing, every value does", () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string().filter((name) => name !== "__proto__"),
        fc.jsonValue(),
      ),
      (detail) => {
        const value = JSON.parse(JSON.stringify(detail)) as Record<string, unknown>;
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(value);
      },
    ),
  );
});

test("the trail is retained for 180 days at least", () => {
  expect(AuditRetentionDays.safeParse(179).success).toBe(false);
  expect(AuditRetentionDays.parse(180)).toBe(180);
  expect(AuditAnchorMinutes.safeParse(0).success).toBe(false);
});
