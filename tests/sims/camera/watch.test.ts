// What cameras report: every fate occurs, classes fit the place, every group of cameras has a picture.
import { detectionFate } from "@minqing/core/detection/detection";
import { streamFor } from "@minqing/core/random/stream";
import { Agenda } from "@minqing/sims/agenda";
import { confidenceOf } from "@minqing/sims/camera/confidence";
import { placeOfGroup, SIGHTINGS } from "@minqing/sims/camera/sighting";
import type { SmartCamera } from "@minqing/sims/camera/smart-camera";
import { routineCameras, sightingAt } from "@minqing/sims/camera/watch";
import { DeviceLink } from "@minqing/sims/mqtt/device-link";
import { newMeter } from "@minqing/sims/mqtt/meter";
import { expect, test } from "vitest";
import { MINUTE_MS, PLACE, START_MS, worldWith } from "../a-sky.ts";

const agenda = new Agenda();
const camera = (no: number, group: string): SmartCamera => ({
  id: `camera-${no}`,
  no,
  group,
  position: PLACE,
  place: placeOfGroup(group),
  link: new DeviceLink({
    broker: { host: "127.0.0.1", port: 1, secure: false },
    credential: { username: `camera-${no}`, password: "" },
    root: `city/v1/cameras/camera-${no}`,
    agenda,
    meter: newMeter(),
    keepAliveS: 60,
    memory: 1,
    draw: () => 0,
  }),
});

test("confidences spread over all three fates, review and log more often than filing by itself", () => {
  const limits = { autoReportFrom: 0.9, reviewFrom: 0.5 };
  const next = streamFor("test", "confidence");
  const fates = Array.from({ length: 2_000 }, () => detectionFate(confidenceOf(next()), limits));
  const share = (fate: string): number => fates.filter((one) => one === fate).length / fates.length;
  expect(share("auto_report")).toBeGreaterThan(0.1);
  expect(share("auto_report")).toBeLessThan(0.3);
  expect(share("review")).toBeGreaterThan(0.3);
  expect(share("log")).toBeGreaterThan(0.3);
});

test("a camera sees what its place can show, water on the road only in the rain", () => {
  const next = streamFor("test", "watch");
  const world = worldWith("calm");
  for (const group of ["黄江沿线", "海堤渔港", "城区路口", "城区市场周边", "陆丰市易涝点"]) {
    for (let i = 0; i < 60; i++) {
      const atMs = START_MS + (i % 2 === 0 ? 100_000 : 15 * MINUTE_MS);
      const seen = sightingAt(world, camera(1, group), next, atMs);
      const kind = SIGHTINGS.find(({ eventSort }) => eventSort === seen?.eventSort);
      expect(kind?.places).toContain(placeOfGroup(group));
      if (world.sky.rainRateMmH(PLACE, atMs) === 0) expect(kind?.isWet).toBe(false);
      const [x, y, w, h] = seen?.box ?? [2, 2, 2, 2];
      expect(Math.max(x + w, y + h)).toBeLessThanOrEqual(1);
    }
  }
});

test("every group of cameras has a routine picture before any group has two", () => {
  const cameras = Array.from({ length: 60 }, (_, no) => camera(no, `group ${no % 15}`));
  const groups = routineCameras(cameras).map(({ group }) => group);
  expect(new Set(groups.slice(0, 15)).size).toBe(15);
  expect(groups.length).toBe(24);
});
