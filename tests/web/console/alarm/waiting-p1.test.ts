import { expect, test } from "vitest";
import { waitingP1 } from "../../../../web/src/console/alarm/waiting-p1.ts";
import { sampleAlarm } from "./sample-alarm.ts";

const early = sampleAlarm({ id: "early", raisedAt: "2026-09-11T00:00:00.000Z" });
const late = sampleAlarm({ id: "late", raisedAt: "2026-09-11T00:05:00.000Z" });

test("the bar shows the P1 that has waited longest, and counts the others", () => {
  expect(waitingP1([late, early])).toEqual({ first: early, more: 1 });
});

test("the bar shows neither an acknowledged P1 nor a P2", () => {
  const acknowledged = sampleAlarm({ acknowledgedAt: "2026-09-11T00:01:00.000Z" });
  expect(waitingP1([acknowledged, sampleAlarm({ priority: 2 })])).toBeNull();
});
