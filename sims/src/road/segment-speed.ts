// The present speed on a segment: its free speed, reduced by the hour, rain and incidents.
import type { Position } from "@minqing/core/geo/position";
import { drawAt } from "@minqing/core/random/stream";
import { smoothNoise } from "../random/noise.ts";
import type { World } from "../world.ts";
import { incidentFactor } from "./incident.ts";
import { rushHour } from "./rush-hour.ts";

const NOISE_MS = 8 * 60_000;
/** Heavy rain slows traffic to two thirds. */
const RAIN_SLOWS_MM_H = 60;

export interface Segment {
  code: string;
  freeSpeedKmh: number;
  middle: Position;
}

export function segmentSpeedKmh(world: World, segment: Segment, atMs: number): number {
  const { seed, sky } = world;
  // Few roads carry most of the city's traffic.
  const share = drawAt(seed, segment.code, 0) ** 2.2;
  const load = rushHour(world, atMs) * (0.16 + 0.74 * share) + 0.06 * smoothNoise(seed, segment.code, atMs, NOISE_MS);
  const crowded = 1 - 0.72 * Math.min(1, Math.max(0, load)) ** 1.3;
  const wet = 1 - 0.34 * Math.min(1, sky.rainRateMmH(segment.middle, atMs) / RAIN_SLOWS_MM_H);
  return Math.max(3, segment.freeSpeedKmh * crowded * wet * incidentFactor(world, segment.code, atMs));
}
