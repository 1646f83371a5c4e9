import type { ApprovalView } from "@minqing/core/access/approval";
import { describe, expect, test } from "vitest";
import { accountLines, decisiveLines, labelOf, requestLines } from "../../../web/src/admin/approval/approval-detail.ts";
import {
  approvalState,
  decideBlock,
  decisionsFor,
  requestAbout,
  waitingFor,
} from "../../../web/src/admin/approval/approval-state.ts";
import { valueText } from "../../../web/src/admin/audit/differences.ts";

const NOW = Date.parse("2026-11-28T04:00:00Z");

const aRequest = (part: Partial<ApprovalView> = {}): ApprovalView => ({
  id: "11111111-1111-4111-8111-111111111111",
  action: "account.create",
  object: "li-audit",
  detail: {},
  requestedBy: "secadmin",
  approver: "system_administrator",
  requestedAt: "2026-11-28T03:00:00.000Z",
  expiresAt: "2026-12-05T03:00:00.000Z",
  decision: null,
  decidedBy: null,
  decidedAt: null,
  ...part,
});
const EXPIRED = aRequest({ expiresAt: "2026-11-28T04:00:00.000Z" });
const SYSTEM = { username: "sysadmin", roles: ["system_administrator"] } as const;
const SECURITY = { username: "secadmin", roles: ["security_administrator"] } as const;
const AUDIT = { username: "auditor", roles: ["audit_administrator"] } as const;

test("a request is open until it is decided or its end has come", () => {
  expect([aRequest(), EXPIRED, aRequest({ decision: "approved" })].map((each) => approvalState(each, NOW))).toEqual([
    "open",
    "expired",
    "approved",
  ]);
});

describe("who decides", () => {
  test.each([
    ["the system administrator may", SYSTEM, aRequest(), null],
    ["the requester may not", SECURITY, aRequest(), "own"],
    ["a second security administrator may not", { ...SECURITY, username: "sec-2" }, aRequest(), "other-approver"],
    ["the auditor only sees", AUDIT, aRequest(), "only-sees"],
    ["nobody decides after the end", SYSTEM, EXPIRED, "expired"],
    ["nobody decides twice", SYSTEM, aRequest({ decision: "refused" }), "refused"],
  ] as const)("%s", (_, viewer, request, block) => {
    expect(decideBlock(request, viewer, NOW)).toBe(block);
  });

  test.each([
    ["the approver approves or refuses", SYSTEM, aRequest(), ["approved", "refused"]],
    ["the approver can only refuse after the end", SYSTEM, EXPIRED, ["refused"]],
    ["the requester withdraws", SECURITY, aRequest(), ["refused"]],
    ["nobody else", { ...SECURITY, username: "sec-2" }, aRequest(), []],
    ["not the auditor", AUDIT, aRequest(), []],
    ["not twice", SYSTEM, aRequest({ decision: "refused" }), []],
  ] as const)("what they may say: %s", (_, viewer, request, decisions) => {
    expect(decisionsFor(request, viewer, NOW)).toEqual(decisions);
  });

  test("a refusal by the requester is a withdrawal", () => {
    expect(approvalState(aRequest({ decision: "refused", decidedBy: "secadmin" }), NOW)).toBe("withdrawn");
    expect(approvalState(aRequest({ decision: "refused", decidedBy: "sysadmin" }), NOW)).toBe("refused");
  });

  test("is told how many wait for them, the auditor how many there are", () => {
    const all = [aRequest(), EXPIRED, aRequest({ decision: "approved" })];
    expect([SYSTEM, SECURITY, AUDIT].map((viewer) => waitingFor(all, viewer, NOW).length)).toEqual([1, 0, 1]);
  });
});

describe("the request about an account or a token", () => {
  const imported = aRequest({
    id: "i",
    action: "account.import",
    object: "2",
    detail: { created: ["a"], changed: ["b"] },
  });
  const account = (name: string, awaits: boolean, ...all: ApprovalView[]) =>
    requestAbout(all, { kind: "account", name }, awaits, NOW)?.id;

  test("of an account that awaits approval is the one that made it, also after its end", () => {
    const reset = aRequest({ id: "reset", action: "password.reset" });
    expect(account("li-audit", true, reset, { ...EXPIRED, id: "made" })).toBe("made");
    expect(account("li-audit", false, reset, { ...EXPIRED, id: "made" })).toBe("reset");
    expect(account("li-audit", false, EXPIRED)).toBeUndefined();
  });

  test("may be an import that names it", () => {
    expect([account("a", true, imported), account("b", false, imported), account("2", false, imported)]).toEqual([
      "i",
      "i",
      undefined,
    ]);
  });

  test("tells a token from an account of the same name", () => {
    const token = aRequest({ id: "t", action: "service-token.create" });
    expect(account("li-audit", true, token)).toBeUndefined();
    expect(requestAbout([imported, aRequest(), token], { kind: "token", name: "li-audit" }, true, NOW)?.id).toBe("t");
  });
});

describe("what would change", () => {
  test("is shown in the order of a form, without what stays empty", () => {
    const detail = { later: 1, enabled: false, exceptCodes: [], departmentId: null, clearance: 0, displayName: "李审" };
    const lines = requestLines({ detail }, valueText);
    expect(lines).toEqual([
      { kind: "fact", field: "displayName", value: "李审" },
      { kind: "fact", field: "clearance", value: "0" },
      { kind: "fact", field: "enabled", value: "false" },
      { kind: "fact", field: "later", value: "1" },
    ]);
    expect(decisiveLines(lines).map(({ field }) => field)).toEqual(["clearance"]);
  });

  test("is shown before and after, in the words of the field", () => {
    const detail = { departmentId: { before: "441521-water", after: null }, overlapHours: 24 };
    const text = (value: unknown, field: string) => `${field} ${value}`;
    expect(requestLines({ detail }, text)).toEqual([
      { kind: "change", field: "departmentId", before: "departmentId 441521-water", after: "departmentId null" },
      { kind: "fact", field: "overlapHours", value: "overlapHours 24" },
    ]);
  });

  test("of an import is shown by account", () => {
    const detail = {
      created: ["a"],
      changed: ["b"],
      accounts: { a: { clearance: 1, exceptCodes: [] }, b: { roles: { before: ["leader"], after: ["supervisor"] } } },
    };
    expect(accountLines({ detail }, valueText, (field) => field)).toEqual([
      { kind: "fact", field: "a", value: "clearance 1" },
      { kind: "fact", field: "b", value: "roles leader → supervisor" },
    ]);
    expect(requestLines({ detail }, valueText).map(({ field }) => field)).toEqual(["created", "changed"]);
  });

  test("shows a field that the page does not know by its code", () => {
    expect([labelOf("roles"), labelOf("toString"), labelOf("later")]).toEqual(["admin.field.roles", null, null]);
  });
});
