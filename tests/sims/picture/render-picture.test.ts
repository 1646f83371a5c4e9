// A synthetic picture is a real, small JPEG, the same for the same moment.
import { encodeJpeg } from "@minqing/sims/picture/jpeg";
import { Raster } from "@minqing/sims/picture/raster";
import { type PictureOptions, renderPicture } from "@minqing/sims/picture/render-picture";
import { expect, test } from "vitest";

const moment: PictureOptions = {
  seed: "test",
  cameraId: "44150200001320000001",
  place: "street",
  shape: "car",
  box: [0.4, 0.5, 0.2, 0.25],
  hour: 13,
  rainMmH: 0,
  caption: "2026-09-11 14:32:10 CAM-0012",
  isFramed: true,
};

/** The segments of a JPEG up to its scan: marker and length. */
function segments(bytes: Uint8Array): { marker: number; body: Uint8Array }[] {
  const found: { marker: number; body: Uint8Array }[] = [];
  for (let at = 2; at < bytes.length; ) {
    expect(bytes[at]).toBe(0xff);
    const marker = bytes[at + 1] ?? 0;
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    found.push({ marker, body: bytes.subarray(at + 4, at + 2 + length) });
    at += 2 + length;
    if (marker === 0xda) return found;
  }
  return found;
}

test("a picture is a baseline JPEG of 640 × 360 below 40 kB by day and night, dry and in heavy rain", () => {
  const scenes = [
    { place: "street", shape: "car", rainMmH: 60, hour: 13 },
    { place: "junction", shape: "stall", rainMmH: 0, hour: 2 },
    { place: "river", shape: "gauge", rainMmH: 60, hour: 2 },
    { place: "harbour", shape: "boat", rainMmH: 0, hour: 13 },
  ] as const;
  for (const scene of scenes) {
    const bytes = renderPicture({ ...moment, ...scene });
    expect([...bytes.subarray(0, 2), ...bytes.subarray(-2)]).toEqual([0xff, 0xd8, 0xff, 0xd9]);
    const parts = segments(bytes);
    expect(parts.map(({ marker }) => marker)).toEqual([0xe0, 0xdb, 0xc0, 0xc4, 0xc4, 0xc4, 0xc4, 0xda]);
    expect([...(parts[2]?.body ?? [])].slice(0, 6)).toEqual([8, 360 >> 8, 360 & 0xff, 640 >> 8, 640 & 0xff, 3]);
    expect(bytes.length).toBeLessThan(40_000);
    expect(bytes.length).toBeGreaterThan(3_000);
  }
});

test("the same moment gives the same bytes, another moment others", () => {
  expect(renderPicture(moment)).toEqual(renderPicture({ ...moment }));
  expect(renderPicture({ ...moment, caption: "2026-09-11 14:32:11 CAM-0012" })).not.toEqual(renderPicture(moment));
});

test("a picture whose sides are not multiples of sixteen is encoded to its edge", () => {
  const raster = new Raster(33, 17);
  raster.gradient([0, 0, 33, 17], [255, 0, 0], [0, 0, 255]);
  const bytes = encodeJpeg(raster, 80);
  expect([...(segments(bytes)[2]?.body ?? [])].slice(1, 5)).toEqual([0, 17, 0, 33]);
});
