import { ROLES } from "@minqing/core/access/account";
import { mayDo, PERMISSION_KEYS, PERMISSIONS } from "@minqing/core/access/permissions";
import { DEFAULT_SIGN_IN_POLICY, isPasswordOld, needsSecondFactor, passwordIssues } from "@minqing/core/access/policy";
import { mayChangeAccount, roleIssue } from "@minqing/core/access/separation";
import { actEntry, COMMAND_TYPES } from "@minqing/core/case/acts";
import { expect, test } from "vitest";

const policy = DEFAULT_SIGN_IN_POLICY;

test("a password is measured in characters and kinds, and does not name its account", () => {
  expect(passwordIssues("Ab1-efghij", "wang", policy)).toEqual([]);
  expect(passwordIssues("Ab1-efghi", "wang", policy)).toEqual(["too-short"]);
  expect(passwordIssues("bcdefghij1", "wang", policy)).toEqual(["too-few-kinds"]);
  expect(passwordIssues("My-Wang-2026", "wang", policy)).toEqual(["names-the-account"]);
  expect(passwordIssues("P@ssw0rd2026", "wang", policy)).toEqual(["guessable"]);
  // A character is a character, however many units it takes.
  expect(passwordIssues("😀😃😄😁😆😅😂Ab1", "wang", policy)).toEqual([]);
});

test("a password is old after the days of the policy, and never without a limit", () => {
  const setAt = new Date("2026-01-01T00:00:00Z");
  const after = (days: number) => new Date(setAt.getTime() + days * 86_400_000);
  expect(isPasswordOld(setAt, policy, after(90))).toBe(false);
  expect(isPasswordOld(setAt, policy, after(90.01))).toBe(true);
  expect(isPasswordOld(setAt, { ...policy, maxAgeDays: null }, after(9000))).toBe(false);
});

test("by default the three administrators need a second factor, and nobody else", () => {
  const bound = ROLES.filter((role) => needsSecondFactor([role], policy));
  expect(bound).toEqual(["system_administrator", "security_administrator", "audit_administrator"]);
});

test("an administrator has no second role", () => {
  expect(roleIssue([])).toBe("no-role");
  expect(roleIssue(["acceptor", "supervisor", "dispatcher"])).toBeNull();
  for (const role of ROLES.filter((one) => one.endsWith("_administrator"))) {
    expect(roleIssue([role])).toBeNull();
    for (const other of ROLES.filter((one) => one !== role)) {
      expect(roleIssue([role, other])).toBe("administrator-with-other-work");
    }
  }
  expect(mayChangeAccount("a", "a")).toBe(false);
  expect(mayChangeAccount("a", "b")).toBe(true);
});

test("no administrator has a permission that works on cases, and no two share one of their own", () => {
  const WORK = [
    "board.read",
    "case.report",
    "case.command",
    "alarm.acknowledge",
    "detection.judge",
    "warning.issue",
  ] as const;
  const OWN = {
    account: "security_administrator",
    organisation: "security_administrator",
    policy: "security_administrator",
    audit: "audit_administrator",
  } as const;
  const administrators = ROLES.filter((role) => role.endsWith("_administrator"));
  for (const permission of WORK) {
    expect([permission, administrators.filter((role) => mayDo([role], permission))]).toEqual([permission, []]);
  }
  for (const permission of PERMISSION_KEYS) {
    const owner = Object.entries(OWN).find(([noun]) => permission.startsWith(`${noun}.`))?.[1];
    if (owner !== undefined) expect(PERMISSIONS[permission].roles).toEqual([owner]);
  }
});

test("every role that the table of acts names may give commands", () => {
  const named = COMMAND_TYPES.flatMap((type) => actEntry(type).moves.flatMap(({ by }) => [...by]));
  for (const role of ROLES)
    expect([role, mayDo([role], "case.command")]).toEqual([role, named.some((one) => one === role)]);
});
