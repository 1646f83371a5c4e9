import { describe, expect, test } from "vitest";
import { beginMute, MUTE_MS, Mute, muteInForce } from "../../../../web/src/console/alarm/mute.ts";
import { sampleAlarm } from "./sample-alarm.ts";

const NOW = Date.parse("2026-09-11T00:00:00.000Z");
const old = sampleAlarm({ id: "old" });

describe("muting a seat", () => {
  const mute = beginMute("call", [old], NOW);

  test("keeps the reason and the time, also through the browser's storage", () => {
    expect(Mute.parse(JSON.parse(JSON.stringify(mute)))).toEqual({ reason: "call", atMs: NOW, p1Ids: ["old"] });
  });

  test("lasts 15 minutes", () => {
    expect(muteInForce(mute, [old], NOW + MUTE_MS - 1)).toBe(mute);
    expect(muteInForce(mute, [old], NOW + MUTE_MS)).toBeNull();
  });

  test("is ended by a P1 that was not there, and by nothing less", () => {
    expect(muteInForce(mute, [old, sampleAlarm({ id: "new", priority: 2 })], NOW + 1)).toBe(mute);
    expect(muteInForce(mute, [old, sampleAlarm({ id: "new" })], NOW + 1)).toBeNull();
  });

  test("stays when an old P1 is acknowledged", () => {
    expect(muteInForce(mute, [], NOW + 1)).toBe(mute);
  });

  test("does not last longer when the clock is set back", () => {
    expect(muteInForce(mute, [old], NOW - 1)).toBeNull();
  });
});
