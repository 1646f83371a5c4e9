// Weather: the same for the same seed, another for another seed, and rain that adds up.
import { coursesFrom } from "@minqing/sims/river/course";
import type { Instant, Site } from "@minqing/sims/sensing/sensor";
import { type FixedKind, sensorsFor } from "@minqing/sims/sensing/sensors";
import { isAlive } from "@minqing/sims/weather/storm-cell";
import type { World } from "@minqing/sims/world";
import fc from "fast-check";
import { expect, test } from "vitest";
import { MINUTE_MS, PLACE, START_MS, worldWith } from "../test-world.ts";

const site: Site = {
  id: "gauge-1",
  position: PLACE,
  attributes: { normalLevelM: 1, fullLevelM: 1.5, runoffFactor: 1 },
};
const segment = { code: "R1", freeSpeedKmh: 50, middle: PLACE };
const sensors = sensorsFor({ courses: coursesFrom([]), roadOf: () => segment });
const kinds = Object.keys(sensors) as FixedKind[];
const read = (world: World, kind: FixedKind, instant: Instant) => sensors[kind](world, site, instant);

test("every sensor reads the same for the same seed, device and time, in any order", () => {
  const minutes = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(fc.constantFrom(...kinds), minutes, (kind, readMinutes) => {
      const [one, other] = [worldWith("storm"), worldWith("storm")];
      const at = (minute: number): Instant => ({ atMs: START_MS + minute * MINUTE_MS, intervalMs: MINUTE_MS });
      const forward = new Map(readMinutes.map((minute) => [minute, read(one, kind, at(minute))]));
      for (const minute of [...readMinutes].reverse())
        expect(read(other, kind, at(minute))).toEqual(forward.get(minute));
    }),
    { numRuns: 40 },
  );
});

test("another seed is another sky", () => {
  const rain = (seed: string): number =>
    worldWith("storm", seed).sky.rainDepthMm(PLACE, START_MS, START_MS + 20 * MINUTE_MS);
  expect(rain("a")).not.toBe(rain("b"));
});

test("rain of two halves is the rain of the whole", () => {
  const { sky } = worldWith("flood");
  const [from, middle, to] = [START_MS, START_MS + 7 * MINUTE_MS, START_MS + 14 * MINUTE_MS];
  const whole = sky.rainDepthMm(PLACE, from, to);
  expect(whole).toBeGreaterThan(5);
  expect(sky.rainDepthMm(PLACE, from, middle) + sky.rainDepthMm(PLACE, middle, to)).toBeCloseTo(whole, 1);
});

test("a calm city has rain within the first three minutes, and dry hours too", () => {
  const { sky } = worldWith("calm");
  expect(sky.rainDepthMm(PLACE, START_MS, START_MS + 3 * MINUTE_MS)).toBeGreaterThan(5);
  expect(sky.rainRateMmH(PLACE, START_MS + 15 * MINUTE_MS)).toBe(0);
});

test("after a storm's script the weather is calm", () => {
  const { sky } = worldWith("storm");
  const endMs = sky.endMs / sky.pace;
  const laterMs = sky.endMs + 300 * MINUTE_MS;
  expect(sky.cellsBetween(laterMs, laterMs).filter((cell) => isAlive(cell, laterMs)).length).toBeLessThan(2);
  expect(endMs).toBeGreaterThan(30 * MINUTE_MS);
  expect(sky.surgeM(START_MS + endMs + MINUTE_MS)).toBe(0);
});

test("no reading leaves the range that its property allows", () => {
  const maxValues: Record<string, number> = {
    rainfall: 60,
    rain_1h: 400,
    drain_level: 20,
    flood_depth: 10,
    humidity: 100,
    occupancy: 100,
    ph: 14,
  };
  for (const scenario of ["calm", "storm", "rush-hour", "flood"] as const) {
    const world = worldWith(scenario);
    for (let minute = 0; minute < 180; minute += 7) {
      for (const kind of kinds) {
        const values = read(world, kind, { atMs: START_MS + minute * MINUTE_MS, intervalMs: MINUTE_MS });
        for (const [property, value] of Object.entries(values)) {
          expect(value, `${scenario} ${property}`).toSatisfy(Number.isFinite);
          if (kind !== "river_level")
            expect(value, `${scenario} ${property}`).toBeLessThanOrEqual(maxValues[property] ?? 5_000);
          if (!["tide_level", "temperature"].includes(property)) expect(value).toBeGreaterThanOrEqual(0);
        }
      }
    }
  }
});
