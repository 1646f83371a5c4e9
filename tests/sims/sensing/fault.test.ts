// Few devices are out of order at any time, and every fault ends.
import { isFaulty } from "@minqing/sims/sensing/fault";
import { expect, test } from "vitest";
import { MINUTE_MS, START_MS } from "../test-world.ts";

const devices = Array.from({ length: 3_400 }, (_, i) => `device-${i}`);

test("between 2 and 40 of 3,400 devices are silent, and not always the same ones", () => {
  const silentAt = (minute: number) => devices.filter((id) => isFaulty("test", id, START_MS + minute * MINUTE_MS));
  const rounds = [5, 17, 40, 65, 95].map(silentAt);
  for (const silent of rounds) {
    expect(silent.length).toBeGreaterThan(1);
    expect(silent.length).toBeLessThan(40);
  }
  expect(new Set(rounds.flat()).size).toBeGreaterThan(20);
});

test("a fault is over within half an hour", () => {
  for (const id of devices.filter((device) => isFaulty("test", device, START_MS))) {
    const minutes = Array.from({ length: 31 }, (_, minute) => minute);
    expect(
      minutes.some((minute) => !isFaulty("test", id, START_MS + minute * MINUTE_MS)),
      id,
    ).toBe(true);
  }
});
