// A patrol walks its line to the end and back, without jumps, as a pure function of time.
import { distanceM, moved } from "@minqing/sims/geo/metres";
import { trackOf } from "@minqing/sims/geo/track";
import { batteryPercent } from "@minqing/sims/patrol/battery";
import { walkAt } from "@minqing/sims/patrol/walk";
import { expect, test } from "vitest";
import { PLACE, START_MS } from "../test-world.ts";

const track = trackOf([PLACE, moved(PLACE, 600, 100), moved(PLACE, 900, 700)]);
const walk = { seed: "test", id: "patrol-1", track, speedKmh: 4 };

test("a walker moves no faster than a runner, reaches both ends, and halts now and then", () => {
  const steps = Array.from({ length: 6 * 240 }, (_, i) => walkAt(walk, START_MS, START_MS + i * 10_000));
  steps.slice(1).forEach(({ position }, i) => {
    expect(distanceM(steps[i]?.position ?? position, position)).toBeLessThan(20);
  });
  const nearest = (end: readonly [number, number]) =>
    Math.min(...steps.map(({ position }) => distanceM([...end], position)));
  expect(nearest(track.points[0] ?? PLACE)).toBeLessThan(20);
  expect(nearest(track.points.at(-1) ?? PLACE)).toBeLessThan(20);
  const halts = steps.filter(({ speedKmh }) => speedKmh === 0).length;
  expect(halts).toBeGreaterThan(50);
  expect(halts).toBeLessThan(steps.length / 2);
});

test("a battery is fuller in the morning than in the evening and never out of range", () => {
  const at = (hour: number): number =>
    batteryPercent("test", "patrol-1", Date.parse(`2026-09-11T${String(hour).padStart(2, "0")}:00:00+08:00`));
  expect(at(8)).toBeGreaterThan(at(20) + 20);
  for (let hour = 0; hour < 24; hour++) {
    expect(at(hour)).toBeGreaterThanOrEqual(5);
    expect(at(hour)).toBeLessThanOrEqual(100);
  }
});
