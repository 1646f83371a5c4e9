import { ROLES } from "@minqing/core/access/account";
import { DEFAULT_SIGN_IN_POLICY } from "@minqing/core/access/policy";
import { describe, expect, test } from "vitest";
import {
  type AccountForm,
  accountIssues,
  changedFields,
  formOf,
  NEW_ACCOUNT,
  needsApproval,
  toggleRole,
  warningsOf,
} from "../../../web/src/admin/account/account-draft.ts";
import { accountBadges } from "../../../web/src/admin/account/account-state.ts";
import { ROLE_GROUPS } from "../../../web/src/admin/account/RoleChoice.tsx";
import { anAccount } from "./sample-account.ts";

const GOOD: AccountForm = {
  ...NEW_ACCOUNT,
  username: "wgy-01",
  displayName: "林小北",
  roles: ["grid_worker"],
  regionCodes: ["441521101201"],
};

describe("the form of an account", () => {
  test("lists issues in the order of the form, and none for a complete form", () => {
    expect(accountIssues(NEW_ACCOUNT)).toEqual(["username", "display-name", "no-role", "no-region"]);
    expect(accountIssues(GOOD)).toEqual([]);
  });

  test.each(["W01", "-a", "a", "a b", "网格员"])("rejects the name %j, as the server does", (username) => {
    expect(accountIssues({ ...GOOD, username })).toEqual(["username"]);
  });

  test("keeps administrators apart from each other and from work on cases", () => {
    for (const roles of [
      ["audit_administrator", "security_administrator"],
      ["system_administrator", "grid_worker"],
    ] as const) {
      expect(accountIssues({ ...GOOD, roles })).toEqual(["administrator-with-other-work"]);
    }
    expect(accountIssues({ ...GOOD, roles: ["audit_administrator"] })).toEqual([]);
  });

  test("lists the changed fields", () => {
    const before = formOf(anAccount({ roles: ["grid_worker"] }));
    expect(changedFields(before, before)).toEqual([]);
    const after = { ...before, roles: toggleRole(before.roles, "river_chief"), enabled: false };
    expect(changedFields(before, after)).toEqual(["roles", "enabled"]);
  });

  test("needs confirmation to disable an account or to make an administrator, and for nothing else", () => {
    expect(warningsOf(GOOD, { ...GOOD, displayName: "林小南", regionCodes: ["441521"] })).toEqual([]);
    expect(warningsOf(GOOD, { ...GOOD, enabled: false })).toEqual(["disables"]);
    expect(warningsOf(GOOD, { ...GOOD, roles: ["audit_administrator"] })).toEqual(["makes-administrator"]);
  });

  test("is sent for approval for administrators, clearance and the whole city", () => {
    expect([NEW_ACCOUNT, GOOD].map((form) => needsApproval(null, form))).toEqual([false, false]);
    for (const part of [{ roles: ["audit_administrator"] }, { clearance: 1 }, { regionCodes: ["441500"] }] as const) {
      expect(needsApproval(null, { ...GOOD, ...part })).toBe(true);
      expect(needsApproval(anAccount(), { ...GOOD, ...part })).toBe(true);
      expect(needsApproval(anAccount({ clearance: 1, regionCodes: ["441500"] }), GOOD)).toBe(false);
    }
  });

  test("offers every role exactly once", () => {
    expect(Object.values(ROLE_GROUPS).flat().toSorted()).toEqual([...ROLES].toSorted());
  });
});

describe("the badges of an account", () => {
  const NOW = Date.parse("2026-09-11T04:00:00Z");
  const badges = (part: Parameters<typeof anAccount>[0]) => accountBadges(anAccount(part), DEFAULT_SIGN_IN_POLICY, NOW);

  test("are absent for an account without issues", () => {
    expect(badges({})).toEqual([]);
  });

  test("show what waits for approval once", () => {
    expect(badges({ awaitsApproval: true, hasRequest: true })).toEqual(["awaits-approval"]);
    expect(badges({ hasRequest: true })).toEqual(["has-request"]);
  });

  test("show a lock only while it lasts", () => {
    expect(badges({ lockedUntil: "2026-09-11T04:00:01.000Z" })).toEqual(["locked"]);
    expect(badges({ lockedUntil: "2026-09-11T03:59:59.000Z" })).toEqual([]);
  });

  test("show a missing second factor only when the policy requires one", () => {
    expect(badges({ roles: ["audit_administrator"] })).toEqual(["no-second-factor"]);
    expect(badges({ roles: ["audit_administrator"], hasSecondFactor: true })).toEqual(["second-factor"]);
    expect(badges({ enabled: false, mustChangePassword: true })).toEqual(["disabled", "must-change-password"]);
  });
});
