// A traffic detector (路段检测器): mean speed, volume and occupancy on one segment.
import { smoothNoise } from "../random/noise.ts";
import { numberOf, rounded, type Sensor, type Site } from "../sensing/sensor.ts";
import { type Segment, segmentSpeedKmh } from "./segment-speed.ts";

/** Vehicles per kilometre and lane in a standstill. */
const JAM_DENSITY = 120;
/** Length of a vehicle plus its detector loop, metres. */
const OCCUPIED_M = 6.5;

/** `roadOf` returns the segment of a detector. */
export function trafficSensor(roadOf: (site: Site) => Segment): Sensor {
  return (world, site, { atMs }) => {
    const segment = roadOf(site);
    const speed = segmentSpeedKmh(world, segment, atMs) * (1 + 0.04 * smoothNoise(world.seed, site.id, atMs, 60_000));
    // Greenshields: density falls linearly from jam to free flow; the minimum stands for the few vehicles at night.
    const density = JAM_DENSITY * Math.max(0.015, 1 - Math.min(1, speed / segment.freeSpeedKmh)) * 0.55;
    return {
      speed: rounded(speed, 1),
      volume: Math.round(speed * density * numberOf(site, "lanes", 2)),
      occupancy: rounded(Math.min(100, (density * OCCUPIED_M) / 10), 1),
    };
  };
}
