// Rain upstream raises a river; rain from further away arrives later.
import type { Position } from "@minqing/core/geo/position";
import { moved } from "@minqing/sims/geo/metres";
import { coursesFrom } from "@minqing/sims/river/course";
import { catchmentOf, inflowMmH, riseM } from "@minqing/sims/river/flood-wave";
import { riverGaugeSensor } from "@minqing/sims/river/river-gauge";
import { expect, test } from "vitest";
import { MINUTE_MS, PLACE, START_MS, worldWith } from "../test-world.ts";

const gauge = (chainageM: number) => ({
  position: moved(PLACE, 0, chainageM) as Position,
  attributes: { riverId: "r", chainageM, normalLevelM: 2 },
  spare: false,
});
const river = [0, 4_000, 8_000, 12_000, 16_000].map(gauge);
const course = coursesFrom(river).get("r") ?? [];

test("a gauge is at its normal level before the rain, rises after the storm, and falls again later", () => {
  const sense = riverGaugeSensor(coursesFrom(river));
  const world = worldWith("calm", "a");
  const site = { id: "river-r-k004", ...gauge(4_000) };
  const levelAt = (minute: number): number =>
    Number(sense(world, site, { atMs: START_MS + minute * MINUTE_MS, intervalMs: MINUTE_MS })["water_level"]);
  const before = levelAt(-10);
  const levels = Array.from({ length: 18 }, (_, minute) => levelAt(minute));
  const peak = Math.max(...levels);
  expect(Math.abs(before - 2)).toBeLessThan(0.2);
  expect(peak).toBeGreaterThan(before + 0.8);
  expect(levels.indexOf(peak)).toBeGreaterThan(2);
  expect(levelAt(19)).toBeLessThan(peak - 0.05);
});

test("the same rain reaches a gauge further downstream later", () => {
  const world = worldWith("calm", "a", [moved(PLACE, 0, 16_000)]);
  const peakMinute = (chainageM: number): number => {
    const point = course.find((p) => p.chainageM === chainageM) ?? { chainageM, position: PLACE };
    const catchment = catchmentOf(course, point);
    const minutes = Array.from({ length: 160 }, (_, minute) => minute);
    const inflow = minutes.map((minute) => inflowMmH(world.sky, catchment, minute * MINUTE_MS));
    return inflow.indexOf(Math.max(...inflow));
  };
  expect(peakMinute(0)).toBeGreaterThan(peakMinute(16_000) + 20);
});

test("the rise grows with the inflow, more and more slowly, from zero", () => {
  expect(riseM(0)).toBe(0);
  const rises = [2, 10, 30, 90].map(riseM);
  expect([...rises].sort((a, b) => a - b)).toEqual(rises);
  expect(riseM(90) - riseM(60)).toBeLessThan(riseM(30) - riseM(0));
});

test("a gauge with nothing upstream drains its own surroundings", () => {
  const alone = catchmentOf([], { chainageM: 0, position: PLACE });
  expect(alone.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1);
});
