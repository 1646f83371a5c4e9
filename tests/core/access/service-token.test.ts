import { ROLES, Username } from "@minqing/core/access/account";
import {
  latestExpiry,
  ServiceTokenDraft,
  ServiceTokenName,
  serviceTokenState,
  tokenActor,
} from "@minqing/core/access/service-token";
import { describe, expect, test } from "vitest";

const DRAFT = {
  name: "hotline-12345",
  purpose: "12345 平台",
  roles: ["partner"],
  regionCodes: ["441500"],
  exceptCodes: [],
  departmentId: null,
  addresses: [],
  expiresAt: "2026-12-31T00:00:00Z",
};
const issuesOf = (part: object): string[] =>
  ServiceTokenDraft.safeParse({ ...DRAFT, ...part }).error?.issues.map(({ path }) => path.join(".")) ?? [];

describe("a draft of a service token", () => {
  test("accepts every role but those of the three administrators, and needs one at least", () => {
    const rejected = ROLES.filter((role) => issuesOf({ roles: [role] }).length > 0);
    expect(rejected).toEqual(["system_administrator", "security_administrator", "audit_administrator"]);
    expect(issuesOf({ roles: [] })).toEqual(["roles"]);
    expect(issuesOf({ roles: ["partner", "audit_administrator"] })).toEqual(["roles.1"]);
  });

  test("accepts addresses and blocks of both versions, and nothing that only looks like one", () => {
    const right = ["10.1.2.3", "10.1.0.0/16", "2001:db8::1", "2001:db8::/32", "0.0.0.0/0"];
    expect(issuesOf({ addresses: right })).toEqual([]);
    for (const wrong of ["10.1.2", "10.1.2.3/33", "2001:db8::/129", "example.org", "", "10.1.2.3, 10.1.2.4"]) {
      expect([wrong, issuesOf({ addresses: [wrong] })]).toEqual([wrong, ["addresses.0"]]);
    }
  });

  test("sees all general cases of its regions by default", () => {
    expect(ServiceTokenDraft.parse(DRAFT)).toMatchObject({ caseRange: "region", clearance: 0 });
    for (const caseRange of ["region", "department", "own"]) expect(issuesOf({ caseRange })).toEqual([]);
    expect(issuesOf({ caseRange: "everything" })).toEqual(["caseRange"]);
    expect([issuesOf({ clearance: 2 }), issuesOf({ clearance: 3 })]).toEqual([[], ["clearance"]]);
  });

  test("needs a purpose, a scope and an expiry", () => {
    expect(issuesOf({ purpose: "  " })).toEqual(["purpose"]);
    expect(issuesOf({ regionCodes: [] })).toEqual(["regionCodes"]);
    expect(issuesOf({ expiresAt: null })).toEqual(["expiresAt"]);
  });
});

test("no account can have the name of a token", () => {
  expect(ServiceTokenName.safeParse("hotline-12345").success).toBe(true);
  expect(Username.safeParse(tokenActor("hotline-12345")).success).toBe(false);
});

test("an ended token counts as ended, also after its expiry; it is valid until the exact expiry", () => {
  const now = new Date("2026-01-01T00:00:00Z");
  const [before, after] = [new Date(now.getTime() - 1), new Date(now.getTime() + 1)];
  expect(serviceTokenState({ expiresAt: after, endedAt: null }, now)).toBe("valid");
  expect(serviceTokenState({ expiresAt: now, endedAt: null }, now)).toBe("expired");
  expect(serviceTokenState({ expiresAt: before, endedAt: before }, now)).toBe("ended");
});

test("the policy's days are counted from now", () => {
  const now = new Date("2026-01-01T00:00:00Z");
  expect(latestExpiry({ tokenMaxDays: 30 }, now).toISOString()).toBe("2026-01-31T00:00:00.000Z");
});
