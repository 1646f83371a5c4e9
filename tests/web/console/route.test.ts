import { describe, expect, test } from "vitest";
import { NO_FILTER } from "../../../web/src/console/case/case-filter.ts";
import { casePath, readDesk, readRoute, writeDesk } from "../../../web/src/console/route.ts";

describe("the console's addresses", () => {
  test("name the desk or a case; other addresses are unknown", () => {
    expect(readRoute("/console")).toEqual({ page: "desk" });
    expect(readRoute("/console/")).toEqual({ page: "desk" });
    expect(readRoute(casePath("a b/c"))).toEqual({ page: "case", id: "a b/c" });
    expect(readRoute("/console/elsewhere")).toBeNull();
  });

  test("preserve the state of the desk and other parts of the query", () => {
    const state = { tab: "closing", caseId: "x", filter: { ...NO_FILTER, priorities: [1], text: "南堤" } } as const;
    const query = writeDesk(state, "?lang=en");
    expect(readDesk(query)).toEqual(state);
    expect(new URLSearchParams(query).get("lang")).toBe("en");
  });

  test("have no query for the default state", () => {
    expect(writeDesk({ tab: "active", caseId: null, filter: NO_FILTER }, "?tab=all&case=1&q=x")).toBe("");
  });
});
