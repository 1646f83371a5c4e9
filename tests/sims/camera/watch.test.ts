// What cameras send: every fate occurs, classes fit the place, every group of cameras has a picture.
import { DetectionMessage, detectionFate } from "@minqing/core/detection/detection";
import { streamFor } from "@minqing/core/random/stream";
import { confidenceOf } from "@minqing/sims/camera/confidence";
import { placeOfGroup, SIGHTINGS } from "@minqing/sims/camera/sighting";
import { type SmartCamera, sendSighting } from "@minqing/sims/camera/smart-camera";
import { routineCameras, sightingAt } from "@minqing/sims/camera/watch";
import { DeviceLink } from "@minqing/sims/mqtt/device-link";
import { newLinkCounters } from "@minqing/sims/mqtt/link-counters";
import { Scheduler } from "@minqing/sims/scheduler";
import { expect, test, vi } from "vitest";
import { MINUTE_MS, PLACE, START_MS, worldWith } from "../test-world.ts";

const scheduler = new Scheduler();
const camera = (no: number, group: string): SmartCamera => ({
  id: `camera-${no}`,
  no,
  group,
  position: PLACE,
  place: placeOfGroup(group),
  link: new DeviceLink({
    broker: { host: "127.0.0.1", port: 1, isSecure: false },
    credential: { username: `camera-${no}`, password: "" },
    root: `city/v1/cameras/camera-${no}`,
    scheduler,
    counters: newLinkCounters(),
    keepAliveS: 60,
    maxQueued: 1,
    draw: () => 0,
  }),
});

test("confidences spread over all three fates, review and log more often than automatic report", () => {
  const limits = { autoReportFrom: 0.9, reviewFrom: 0.5 };
  const next = streamFor("test", "confidence");
  const fates = Array.from({ length: 2_000 }, () => detectionFate(confidenceOf(next()), limits));
  const share = (fate: string): number => fates.filter((each) => each === fate).length / fates.length;
  expect(share("auto_report")).toBeGreaterThan(0.1);
  expect(share("auto_report")).toBeLessThan(0.3);
  expect(share("review")).toBeGreaterThan(0.3);
  expect(share("log")).toBeGreaterThan(0.3);
});

test("a camera detects what fits its place, and water on the road only in the rain", () => {
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

test("a sighting is sent as the contract reads it, and its picture arrives", () => {
  const sender = camera(1, "城区路口");
  const publish = vi.spyOn(sender.link, "publish").mockImplementation(() => undefined);
  const closed = new Scheduler();
  closed.close();
  const sighting = {
    camera: sender,
    eventSort: 603,
    shape: "car",
    confidence: 0.95,
    box: [0.4, 0.5, 0.2, 0.25],
    lastsMs: 1,
  } as const;
  sendSighting(worldWith("calm"), closed, sighting, START_MS, false);
  const [topic, payload] = publish.mock.lastCall ?? ["", "{}"];
  expect(topic).toBe("detections");
  const { snapshot, phase } = DetectionMessage.parse(JSON.parse(payload));
  expect([phase, Buffer.from(snapshot ?? "", "base64").toString("hex", 0, 2)]).toEqual(["new", "ffd8"]);
});
