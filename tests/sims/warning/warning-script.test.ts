// The warnings of every scenario can be issued and lifted.
import { WarningIssue } from "@minqing/core/warning/warning";
import { WARNING_SCRIPTS, warningTitles } from "@minqing/sims/warning/warning-script";
import { SCENARIOS } from "@minqing/sims/world";
import { expect, test } from "vitest";

test("the server accepts every planned warning, which is lifted after it was issued", () => {
  for (const scenario of SCENARIOS) {
    for (const planned of WARNING_SCRIPTS[scenario]) {
      const { type, colour, afterMs, liftAfterMs } = planned;
      const titles = warningTitles(planned, { nameZh: "汕尾市", nameEn: "Shanwei" });
      expect(WarningIssue.safeParse({ type, colour, regionCode: "441500", ...titles }).success).toBe(true);
      if (liftAfterMs !== null) expect(liftAfterMs).toBeGreaterThan(afterMs);
    }
  }
});

test("at the end of a flood red warnings of rain and flood are in force", () => {
  const last = WARNING_SCRIPTS.flood.filter(({ liftAfterMs, colour }) => liftAfterMs === null && colour === "red");
  expect(last.map(({ type }) => type).sort()).toEqual(["flood", "rainstorm"]);
  expect(
    warningTitles(
      { type: "rainstorm", colour: "red", afterMs: 0, liftAfterMs: null },
      { nameZh: "汕尾市", nameEn: "Shanwei" },
    ),
  ).toEqual({
    titleZh: "汕尾市暴雨红色预警",
    titleEn: "Red rainstorm warning, Shanwei",
  });
});
