import { decodeFrame, encodeFrame } from "@minqing/core/live/frame";
import { positionsFrame, valuesFrame } from "@minqing/core/live/make-frame";
import { expect, test } from "vitest";
import { deepFreeze } from "../deep-freeze.ts";

const AT = Date.parse("2026-09-11T07:42:18+08:00");

test("positions come back within a centimetre, ages in milliseconds", () => {
  const position = {
    no: 7,
    regionCode: "441521",
    reachCode: null,
    lon: 115.1234567,
    lat: 22.7654321,
    heading: 359.6,
    speedKmh: 36.54,
  };
  const items = deepFreeze([{ ...position, observedAtMs: AT - 1_500 }]);
  const frame = decodeFrame(encodeFrame(positionsFrame(items, AT)));
  if (frame.layer !== "positions") throw new Error("expected positions");
  expect([frame.no[0], frame.lon[0], frame.lat[0], frame.ageMs[0]]).toEqual([7, 1_151_234_567, 227_654_321, 1_500]);
  // 359.6° rounds to north.
  expect([frame.heading[0], frame.speed[0]]).toEqual([0, 365]);
});

test("numbers that do not fit their column are clamped", () => {
  const wild = {
    no: 1,
    regionCode: "441521",
    reachCode: null,
    lon: 115,
    lat: 22,
    heading: Number.NaN,
    speedKmh: 1e9,
    observedAtMs: 0,
  };
  const frame = positionsFrame([wild], AT);
  expect([frame.heading[0], frame.speed[0], frame.ageMs[0]]).toEqual([0, 65_535, 2 ** 31 - 1]);
});

test("values keep their double precision, from a Node buffer too", () => {
  const items = deepFreeze([
    { datastream: 3, regionCode: "441521", reachCode: null, value: 0.1 + 0.2, observedAtMs: AT },
  ]);
  const bytes = Buffer.concat([Buffer.alloc(3), encodeFrame(valuesFrame(items, AT))]).subarray(3);
  const frame = decodeFrame(bytes);
  if (frame.layer !== "values") throw new Error("expected values");
  expect([frame.datastream[0], frame.value[0], frame.ageMs[0]]).toEqual([3, 0.1 + 0.2, 0]);
});
