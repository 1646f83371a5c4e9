import { describe, expect, test } from "vitest";
import { actionName, SEARCHED_ACTIONS } from "../../../web/src/admin/audit/action-name.ts";
import {
  AUDIT_FIELDS,
  auditQuery,
  isFiltered,
  NO_AUDIT_FILTER,
  spanQuery,
} from "../../../web/src/admin/audit/audit-filter.ts";
import { detailLines, valueText } from "../../../web/src/admin/audit/differences.ts";
import { cityInstant, cityLocal } from "../../../web/src/i18n/city-time.ts";

describe("searching the trail", () => {
  test("uses the city's time", () => {
    expect(cityInstant("2026-09-11T08:30")).toBe("2026-09-11T00:30:00.000Z");
    expect(cityInstant("2026-09-11T08:30:15")).toBe("2026-09-11T00:30:00.000Z");
    expect(cityInstant("")).toBeNull();
    expect(cityInstant("2026-13-41T99:99")).toBeNull();
    for (const local of ["2026-09-11T08:30", "2026-12-31T23:59", "2027-01-01T00:00"])
      expect(cityLocal(Date.parse(cityInstant(local) ?? ""))).toBe(local);
  });

  test("sends the filled-in fields, and no unknown result", () => {
    const filter = { ...NO_AUDIT_FILTER, actor: " secadmin ", result: "done", since: "2026-09-11T08:30" };
    expect(auditQuery(filter)).toMatchObject({ actor: "secadmin", result: "done", since: "2026-09-11T00:30:00.000Z" });
    expect(auditQuery({ ...filter, result: "perhaps" }).result).toBeNull();
    expect(spanQuery(filter)).toEqual({ since: "2026-09-11T00:30:00.000Z", until: null });
  });

  test("recognises an empty filter", () => {
    expect(isFiltered(NO_AUDIT_FILTER)).toBe(false);
    for (const field of AUDIT_FIELDS) expect(isFiltered({ ...NO_AUDIT_FILTER, [field]: "x" }), field).toBe(true);
  });

  test("every action that can be searched for has a text", () => {
    for (const action of SEARCHED_ACTIONS) expect([action, "key" in actionName(action)]).toEqual([action, true]);
    expect(actionName("case.dispatch")).toEqual({ by: "command", key: "command.dispatch.label" });
    expect(actionName("case.report")).toEqual({ by: "message", key: "command.report.audited" });
    expect(actionName("session.open")).toEqual({ by: "message", key: "admin.action.session.open" });
    expect(actionName("device.inspect")).toMatchObject({ by: "permission", nameEn: expect.stringContaining("ledger") });
    expect(actionName("moon.landing")).toEqual({ by: "code" });
  });
});

describe("the detail of a row", () => {
  test("lists a change field by field", () => {
    const detail = {
      regionCodes: { before: ["441521101201"], after: ["441521"] },
      enabled: { before: true, after: false },
    };
    expect(detailLines(detail)).toEqual([
      { kind: "change", field: "regionCodes", before: "441521101201", after: "441521" },
      { kind: "change", field: "enabled", before: "true", after: "false" },
    ]);
  });

  test("lists only the differing fields of two editions", () => {
    const before = { minLength: 10, maxAgeDays: 90, secondFactorRoles: ["leader"] };
    expect(detailLines({ before, after: { ...before, maxAgeDays: null } })).toEqual([
      { kind: "change", field: "maxAgeDays", before: "90", after: "–" },
    ]);
  });

  test("lists other facts unchanged, and nothing without detail", () => {
    expect(detailLines({ session: "abc", roles: [] })).toEqual([
      { kind: "fact", field: "session", value: "abc" },
      { kind: "fact", field: "roles", value: "–" },
    ]);
    expect(detailLines(null)).toEqual([]);
    expect(valueText({ a: 1 })).toBe('{"a":1}');
  });
});
