// The gateway's own heartbeat: a gap raises one alarm at its beginning and clears it at its end.
import { DEAF_AFTER_MS, stepHearing } from "@minqing/iot-gateway/alarm/hearing";
import { expect, test } from "vitest";

const at = (ms: number) => new Date(Date.UTC(2026, 2, 1) + ms);
const hearing = Object.freeze({ hearingSince: at(0), heardUntil: at(1_000) });

test("the first start is not a gap", () => {
  expect(stepHearing(null, true, false, at(0), "441500")).toEqual({
    hearing: { hearingSince: at(0), heardUntil: at(0) },
    effects: [],
    isDeaf: false,
  });
  expect(stepHearing(null, false, false, at(0), "441500").hearing).toBeNull();
});

test("a heartbeat in time changes only `heardUntil`", () => {
  expect(stepHearing(hearing, true, false, at(6_000), "441500")).toEqual({
    hearing: { hearingSince: at(0), heardUntil: at(6_000) },
    effects: [],
    isDeaf: false,
  });
});

test("after a gap silence is measured from now on, and one alarm shows the gap", () => {
  const now = at(1_001 + DEAF_AFTER_MS);
  const step = stepHearing(hearing, true, false, now, "441500");
  expect(step.hearing).toEqual({ hearingSince: now, heardUntil: now });
  expect(step.effects.map(({ type }) => type)).toEqual(["raise", "clear"]);
  expect(step.effects[0]).toMatchObject({ raisedAtMs: at(1_000).getTime(), regionCode: "441500" });
});

test("while the broker is down the alarm is raised once", () => {
  const late = at(1_001 + DEAF_AFTER_MS);
  const first = stepHearing(hearing, false, false, late, "441500");
  expect(first).toMatchObject({ hearing, isDeaf: true, effects: [{ type: "raise" }] });
  expect(stepHearing(hearing, false, true, late, "441500")).toMatchObject({ effects: [], isDeaf: true });
});
