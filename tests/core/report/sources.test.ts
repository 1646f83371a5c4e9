import { ROLES } from "@minqing/core/access/account";
import { mayDo } from "@minqing/core/access/permissions";
import { originOf, sourcesFor } from "@minqing/core/report/sources";
import { describe, expect, test } from "vitest";

describe("the source of a report", () => {
  test("follows from who sends it, and the own one makes the sender its reporter", () => {
    expect(originOf(["grid_worker"], undefined)).toEqual({
      ok: true,
      origin: { channel: "field", source: "grid_worker", isOwn: true },
    });
    expect(originOf(["acceptor"], undefined)).toMatchObject({ origin: { source: "operator", isOwn: true } });
    expect(originOf(["river_chief"], "patrol")).toMatchObject({ origin: { channel: "field", isOwn: true } });
  });

  test("is chosen by a seat that takes reports for others, among its own ones", () => {
    expect(originOf(["dispatcher"], "citizen")).toEqual({
      ok: true,
      origin: { channel: "console", source: "citizen", isOwn: false },
    });
    expect(originOf(["grid_worker"], "citizen")).toEqual({ ok: false, allowed: ["grid_worker"] });
    expect(originOf(["hotline_agent"], "operator")).toEqual({ ok: false, allowed: ["citizen"] });
  });

  test("is there for every role that may report, and for no other", () => {
    for (const role of ROLES)
      expect([role, sourcesFor([role]).length > 0]).toEqual([role, mayDo([role], "case.report")]);
  });
});
