import { DEFAULT_MASKING_POLICY, MaskingPolicy } from "@minqing/core/privacy/masking-policy";
import type { RetentionView } from "@minqing/core/privacy/retention";
import { describe, expect, test } from "vitest";
import {
  addPurpose,
  MASKING_ROLES,
  maskingChanges,
  mayReveal,
  purposeIssue,
  removePurpose,
  renamePurpose,
  toggleMasked,
  toggleOwnOnly,
  togglePlain,
} from "../../../web/src/admin/privacy/masking-form.ts";
import { retentionChanges } from "../../../web/src/admin/privacy/retention-form.ts";
import { deepFreeze } from "../../core/deep-freeze.ts";

const policy = deepFreeze(structuredClone(DEFAULT_MASKING_POLICY));

describe("the masking policy's form", () => {
  test("lists the roles that read cases; a partner sees nothing in plain text, an administrator nothing at all", () => {
    expect(MASKING_ROLES).toHaveLength(11);
    expect(MASKING_ROLES.filter((role) => !mayReveal(role))).toEqual(["partner"]);
    expect(MASKING_ROLES.some((role) => role.endsWith("_administrator"))).toBe(false);
  });

  test("plain text includes the masked field; losing the masked field loses plain text for every purpose", () => {
    const given = togglePlain(policy, "identityNumber", "identity-check", "leader");
    expect(maskingChanges(policy, given)).toEqual([
      { what: "masked", field: "identityNumber", role: "leader", isOn: true },
      { what: "plain", field: "identityNumber", role: "leader", purpose: "identity-check", isOn: true },
    ]);
    const taken = toggleMasked(policy, "name", "supervisor");
    expect(maskingChanges(policy, taken)).toEqual([
      { what: "masked", field: "name", role: "supervisor", isOn: false },
      ...["contact-reporter", "callback", "identity-check"].map((purpose) => {
        return { what: "plain", field: "name", role: "supervisor", purpose, isOn: false };
      }),
    ]);
  });

  test("each tick gives a valid policy, and two ticks give the former one", () => {
    for (const role of MASKING_ROLES.filter(mayReveal)) {
      for (const { code } of policy.purposes) {
        const once = togglePlain(policy, "plate", code, role);
        expect(MaskingPolicy.safeParse(once).success).toBe(true);
        expect(maskingChanges(once, togglePlain(once, "plate", code, role)).map(({ what }) => what)).toEqual(["plain"]);
      }
      expect(MaskingPolicy.safeParse(toggleMasked(policy, "phone", role)).success).toBe(true);
      expect(maskingChanges(policy, toggleOwnOnly(toggleOwnOnly(policy, role), role))).toEqual([]);
    }
  });

  test("compares the other values of the policy too", () => {
    const after = { ...policy, identityShows: "ends" as const, reveal: { shownSeconds: 30, mostPerHour: 30 } };
    expect(maskingChanges(policy, toggleOwnOnly(after, "grid_worker"))).toEqual([
      { what: "identityShows", before: "area-and-end", after: "ends" },
      {
        what: "ownDepartmentOnly",
        before: ["handler", "department_leader"],
        after: ["handler", "department_leader", "grid_worker"],
      },
      { what: "shownSeconds", before: 60, after: 30 },
    ]);
  });
});

test("a retention period with another number is a change, valid within its bounds", () => {
  const view: RetentionView = {
    kind: "audit",
    nameZh: "审计记录",
    nameEn: "The audit trail",
    days: 180,
    least: 180,
    most: 36_500,
    edition: null,
    lastPurge: null,
  };
  const typed = (days: number) => retentionChanges([view], { audit: days }).map(({ isGood }) => isGood);
  expect(retentionChanges([view], {})).toEqual([]);
  expect([typed(180), typed(90), typed(Number.NaN), typed(200.5), typed(200)]).toEqual([
    [],
    [false],
    [false],
    [false],
    [true],
  ]);
});

describe("purposes in the form", () => {
  const fresh = { code: "follow-up", nameZh: "后续走访", nameEn: "Visit afterwards" };

  test("a new one is incomplete until a role may see a field for it", () => {
    const added = addPurpose(policy, fresh);
    expect(purposeIssue(added, "follow-up")).toBe("code");
    const used = togglePlain(added, "phone", "follow-up", "acceptor");
    expect(purposeIssue(used, "follow-up")).toBeNull();
    expect(maskingChanges(policy, used)).toEqual([
      { what: "purposeAdded", purpose: fresh },
      { what: "plain", field: "phone", role: "acceptor", purpose: "follow-up", isOn: true },
    ]);
    expect(maskingChanges(policy, removePurpose(used, "follow-up"))).toEqual([]);
  });

  test("a removed one removes its plain text too, as one change", () => {
    const taken = removePurpose(policy, "callback");
    expect(MaskingPolicy.parse(taken).purposes).toHaveLength(3);
    expect(maskingChanges(policy, taken)).toEqual([{ what: "purposeRemoved", purpose: policy.purposes[2] }]);
  });

  test("a renamed one has the same code; an empty or used name is an issue", () => {
    const named = renamePurpose(policy, "callback", { nameZh: "结案回访" });
    expect(maskingChanges(policy, named)).toMatchObject([
      { what: "purposeRenamed", before: { nameZh: "办结回访" }, after: { code: "callback", nameZh: "结案回访" } },
    ]);
    expect(purposeIssue(renamePurpose(policy, "callback", { nameZh: " " }), "callback")).toBe("nameZh");
    expect(purposeIssue(renamePurpose(policy, "callback", { nameEn: "Check the identity" }), "identity-check")).toBe(
      "nameEn",
    );
  });
});
