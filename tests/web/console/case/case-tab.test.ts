import { isEnded } from "@minqing/core/case/stages";
import { CASE_STATUSES } from "@minqing/core/case/status";
import { describe, expect, test } from "vitest";
import { isUnderTab, tabOf } from "../../../../web/src/console/case/case-tab.ts";

describe("the tabs of the event list", () => {
  test("every open status is under exactly one stage tab, and under all", () => {
    const tabs = ["intake", "active", "closing"] as const;
    for (const status of CASE_STATUSES.filter((each) => !isEnded(each))) {
      expect(tabs.filter((tab) => isUnderTab(tab, status))).toEqual([tabOf(status)]);
      expect(isUnderTab("all", status)).toBe(true);
    }
  });

  test("an ended case is under no stage tab", () => {
    expect(tabOf("closed")).toBe("all");
    expect(isUnderTab("closing", "closed")).toBe(false);
  });
});
