// A patrol (巡河, 巡查) on foot along a line to its end and back, with halts.

import { drawAt } from "@minqing/core/random/stream";
import { alongTrack, type OnTrack, type Track } from "../geo/track.ts";

export interface WalkOptions {
  seed: string;
  id: string;
  track: Track;
  speedKmh: number;
}

export interface OnFoot extends OnTrack {
  speedKmh: number;
}

/** Each cycle is a walk and then a halt of at most half of the cycle. */
const CYCLE_MS = 120_000;

/** A pure function of (seed, id, time): every cycle covers the same distance. */
export function walkAt({ seed, id, track, speedKmh }: WalkOptions, startMs: number, atMs: number): OnFoot {
  const cycle = Math.floor((atMs - startMs) / CYCLE_MS);
  const part = (atMs - startMs) / CYCLE_MS - cycle;
  // The halt is at the end of the cycle. All cycles have the same length, so that no sum over earlier ones is needed.
  const walking = 1 - 0.5 * drawAt(seed, `${id}/halt`, cycle);
  const perCycleM = ((speedKmh / 3.6) * CYCLE_MS * 0.75) / 1000;
  const startM = drawAt(seed, id, 0) * 2 * track.lengthM;
  const walkedM = startM + (cycle + Math.min(1, part / walking)) * perCycleM;
  const round = ((walkedM % (2 * track.lengthM)) + 2 * track.lengthM) % (2 * track.lengthM);
  const isOutward = round <= track.lengthM;
  const along = alongTrack(track, isOutward ? round : 2 * track.lengthM - round);
  const isWalking = part < walking;
  return {
    position: along.position,
    headingDeg: isOutward ? along.headingDeg : (along.headingDeg + 180) % 360,
    speedKmh: isWalking ? (perCycleM / ((CYCLE_MS / 1000) * walking)) * 3.6 : 0,
  };
}
