import { decodeFrame, encodeFrame, type PositionsFrame, type ValuesFrame } from "@minqing/core/live/frame";
import fc from "fast-check";
import { expect, test } from "vitest";

const positions = (n: number): PositionsFrame => ({
  layer: "positions",
  atMs: 1_789_000_000_123,
  no: Uint32Array.from({ length: n }, (_, i) => i + 1),
  lon: Int32Array.from({ length: n }, (_, i) => 1_153_650_000 + i),
  lat: Int32Array.from({ length: n }, (_, i) => 227_700_000 - i),
  ageMs: Int32Array.from({ length: n }, (_, i) => i * 10),
  heading: Uint16Array.from({ length: n }, (_, i) => i % 360),
  speed: Uint16Array.from({ length: n }, (_, i) => i % 900),
});

test("a positions frame comes back as it was, for any count", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 }), (n) => {
      expect(decodeFrame(encodeFrame(positions(n)))).toEqual(positions(n));
    }),
  );
});

test("a values frame comes back as it was, at any offset of a larger buffer", () => {
  const frame: ValuesFrame = {
    layer: "values",
    atMs: 1,
    value: Float64Array.of(1.5, -2, 13.12),
    datastream: Uint32Array.of(7, 8, 4_000_000_000),
    ageMs: Int32Array.of(0, 250, 90_000),
  };
  const bytes = encodeFrame(frame);
  const carrier = new Uint8Array(bytes.length + 3);
  carrier.set(bytes, 3);
  expect(decodeFrame(carrier.subarray(3))).toEqual(frame);
});

test("five thousand positions take 100 kB", () => {
  expect(encodeFrame(positions(5_000)).byteLength).toBe(16 + 5_000 * 20);
});

test("other bytes and a cut frame are rejected with expected and got", () => {
  expect(() => decodeFrame(new Uint8Array(40))).toThrow("expected a live frame of version 1, got 40 other bytes");
  expect(() => decodeFrame(encodeFrame(positions(3)).subarray(0, 60))).toThrow("expected 76 bytes for 3 items, got 60");
});
