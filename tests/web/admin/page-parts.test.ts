import { DEFAULT_SIGN_IN_POLICY } from "@minqing/core/access/policy";
import { describe, expect, test } from "vitest";
import { payloadText } from "../../../web/src/admin/device/payload-text.ts";
import { changedPolicy, POLICY_FIELDS, policyIssues } from "../../../web/src/admin/policy/policy-form.ts";
import { readQueryText, writeQueryText } from "../../../web/src/admin/query-state.ts";
import { readSection, sectionsFor } from "../../../web/src/admin/sections.ts";
import { readAdminKey, sectionKey, walk } from "../../../web/src/admin/use-admin-keys.ts";

describe("sections", () => {
  test("show each administrator only their own work", () => {
    expect(sectionsFor(["security_administrator"])).toEqual([
      "accounts",
      "sessions",
      "tokens",
      "policy",
      "organisation",
      "imports",
      "approvals",
      "privacy",
      "permissions",
      "me",
    ]);
    expect(sectionsFor(["audit_administrator"])).toEqual(["audit", "approvals", "privacy", "permissions", "me"]);
    expect(sectionsFor(["system_administrator"])).toEqual(["devices", "approvals", "permissions", "me"]);
    expect(sectionsFor(["grid_worker"])).toEqual(["permissions", "me"]);
  });

  test("are named by the address", () => {
    expect(readSection("/admin")).toBe("first");
    expect(readSection("/admin.html")).toBe("first");
    expect(readSection("/admin/audit/")).toBe("audit");
    expect(readSection("/admin/nothing")).toBe("unknown");
  });
});

describe("the policy's form", () => {
  test("has the bounds of the schema", () => {
    for (const { key, min, max } of POLICY_FIELDS) {
      const issuesAt = (value: number) => policyIssues({ ...DEFAULT_SIGN_IN_POLICY, [key]: value });
      expect([key, issuesAt(min), issuesAt(max)]).toEqual([key, [], []]);
      expect([key, issuesAt(min - 1), issuesAt(max + 1), issuesAt(Number.NaN), issuesAt(min + 0.5)]).toEqual([
        key,
        ...Array.from({ length: 4 }, () => [key]),
      ]);
    }
  });

  test("can switch off only optional limits", () => {
    const required = POLICY_FIELDS.filter(
      ({ key }) => policyIssues({ ...DEFAULT_SIGN_IN_POLICY, [key]: null }).length > 0,
    );
    expect(required.map(({ key }) => key)).toEqual(
      POLICY_FIELDS.filter(({ whenOn }) => whenOn === null).map(({ key }) => key),
    );
  });

  test("shows every value of the policy", () => {
    const shown = [...POLICY_FIELDS.map(({ key }) => key), "bindByName", "secondFactorRoles"];
    expect(shown.toSorted()).toEqual(Object.keys(DEFAULT_SIGN_IN_POLICY).toSorted());
  });

  test("lists the changed values", () => {
    const after = { ...DEFAULT_SIGN_IN_POLICY, history: 0, secondFactorRoles: [] };
    expect(changedPolicy(DEFAULT_SIGN_IN_POLICY, after)).toEqual(["history", "secondFactorRoles"]);
  });
});

describe("a dead letter", () => {
  const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString("base64");

  test("is shown as text when it is text", () => {
    expect(payloadText(base64('{"t":1,"名":"水位"}\n'))).toBe('{"t":1,"名":"水位"}\n');
  });

  test("is shown as text also when its head ends inside a character", () => {
    expect(payloadText(base64(Buffer.from("水位").subarray(0, 5)))).toBe("水");
  });

  test("is shown as bytes otherwise", () => {
    expect(payloadText(base64(new Uint8Array([0, 255, 16])))).toBe("00 ff 10");
    const lines = payloadText(base64(new Uint8Array(17))).split("\n");
    expect(lines.map((line) => line.split(" ").length)).toEqual([16, 1]);
  });
});

describe("keys and query", () => {
  test("during typing only Escape is read", () => {
    expect(readAdminKey("3", false)).toBe("section-3");
    expect(readAdminKey("0", false)).toBe("section-10");
    expect([sectionKey(2), sectionKey(9)]).toEqual(["3", "0"]);
    expect(readAdminKey("j", false)).toBe("next");
    expect(readAdminKey("j", true)).toBeNull();
    expect(readAdminKey("Escape", true)).toBe("escape");
    expect(readAdminKey("x", false)).toBeNull();
  });

  test("moving in a list stops at its ends", () => {
    const rows = ["a", "b"];
    const step = (selected: string | null, key: "next" | "previous") => walk(rows, (row) => row, selected, key);
    expect([step(null, "next"), step("a", "next"), step("b", "next"), step("a", "previous")]).toEqual([
      "a",
      "b",
      null,
      null,
    ]);
    expect(walk(rows, (row) => row, "a", "search")).toBeNull();
  });

  test("other parts of the query stay", () => {
    expect(writeQueryText("?lang=en&q=x", { q: "", role: "leader" })).toBe("?lang=en&role=leader");
    expect(writeQueryText("?q=x", { q: "" })).toBe("");
    expect(readQueryText("?q=x&lang=en", ["q", "role"])).toEqual({ q: "x", role: "" });
  });
});
