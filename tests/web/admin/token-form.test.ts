import type { ServiceTokenView } from "@minqing/core/access/service-token";
import { describe, expect, test } from "vitest";
import {
  addressesOf,
  dayOf,
  endOfDay,
  furthestDay,
  newTokenForm,
  readTokenForm,
  type TokenForm,
  tokenBadges,
} from "../../../web/src/admin/token/token-form.ts";

const NOW = Date.parse("2026-11-28T17:30:00Z");
const DAY_MS = 86_400_000;

describe("the end of a token", () => {
  test("is the end of a day in Shanghai, independent of the day in UTC", () => {
    expect(dayOf(NOW)).toBe("2026-11-29");
    expect(endOfDay("2026-11-29")).toBe("2026-11-29T15:59:59.000Z");
    expect(endOfDay("")).toBe("");
  });

  test("is within the policy on the last day that the form offers", () => {
    for (const days of [1, 7, 365]) {
      const endMs = Date.parse(endOfDay(furthestDay(days, NOW)));
      expect(endMs).toBeGreaterThan(NOW);
      expect(endMs).toBeLessThanOrEqual(NOW + days * DAY_MS);
      expect(newTokenForm(days, NOW).lastDay <= furthestDay(days, NOW)).toBe(true);
    }
  });
});

describe("the form of a token", () => {
  const FULL: TokenForm = {
    ...newTokenForm(365, NOW),
    name: "hotline",
    purpose: " 12345 ",
    roles: ["partner"],
    regionCodes: ["441500"],
    addresses: "10.1.0.0/16\n 2001:db8::1，10.2.3.4",
  };
  const issuesOf = (part: Partial<TokenForm>) => readTokenForm({ ...FULL, ...part }, furthestDay(365, NOW)).issues;

  test("is sent with separate addresses and trimmed texts", () => {
    const { draft } = readTokenForm(FULL, furthestDay(365, NOW));
    expect(draft).toMatchObject({
      purpose: "12345",
      addresses: ["10.1.0.0/16", "2001:db8::1", "10.2.3.4"],
      departmentId: null,
      caseRange: "region",
      clearance: 0,
      expiresAt: endOfDay(FULL.lastDay),
    });
    expect(addressesOf(" \n ")).toEqual([]);
  });

  test("lists every field with an issue", () => {
    expect(readTokenForm(newTokenForm(365, NOW), furthestDay(365, NOW)).issues).toEqual([
      "name",
      "purpose",
      "roles",
      "regionCodes",
    ]);
    expect(issuesOf({ addresses: "somewhere" })).toEqual(["addresses"]);
    expect(issuesOf({ lastDay: "" })).toEqual(["expiresAt"]);
    expect(issuesOf({ lastDay: dayOf(NOW + 365 * DAY_MS) })).toEqual(["expiresAt"]);
    expect(issuesOf({ roles: ["audit_administrator"] })).toEqual(["roles"]);
    expect(issuesOf({ caseRange: "department" })).toEqual(["departmentId"]);
    expect(issuesOf({ caseRange: "department", departmentId: "441521-water" })).toEqual([]);
  });
});

test("the badges of a token, those that need attention first", () => {
  const badges = (part: Partial<ServiceTokenView>) =>
    tokenBadges(
      {
        expiresAt: new Date(NOW + 30 * DAY_MS).toISOString(),
        endedAt: null,
        lastUsedAt: "2026-11-01T00:00:00Z",
        ...part,
      } as ServiceTokenView,
      NOW,
    );
  expect(badges({})).toEqual(["valid"]);
  expect(badges({ awaitsApproval: true, lastUsedAt: null })).toEqual(["awaits-approval"]);
  expect(badges({ lastUsedAt: null })).toEqual(["valid", "unused"]);
  expect(badges({ expiresAt: new Date(NOW + 13 * DAY_MS).toISOString() })).toEqual(["soon"]);
  expect(badges({ expiresAt: new Date(NOW).toISOString() })).toEqual(["expired"]);
  expect(badges({ endedAt: new Date(NOW - 1).toISOString() })).toEqual(["ended"]);
});
