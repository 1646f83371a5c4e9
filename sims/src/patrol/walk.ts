// A patrol (巡河, 巡查) on foot along a line: to its end and back, with halts to look at something.

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

/** Walks two minutes, then perhaps stands for up to half of the next. */
const BOUT_MS = 120_000;

/** The same for the same (seed, id, time), without memory: distance grows by whole bouts. */
export function walkAt({ seed, id, track, speedKmh }: WalkOptions, startMs: number, atMs: number): OnFoot {
  const bout = Math.floor((atMs - startMs) / BOUT_MS);
  const part = (atMs - startMs) / BOUT_MS - bout;
  // The halt of a bout is at its end; every bout covers the same ground, so that the distance needs no sum.
  const walking = 1 - 0.5 * drawAt(seed, `${id}/halt`, bout);
  const perBoutM = ((speedKmh / 3.6) * BOUT_MS * 0.75) / 1000;
  const startM = drawAt(seed, id, 0) * 2 * track.lengthM;
  const walkedM = startM + (bout + Math.min(1, part / walking)) * perBoutM;
  const round = ((walkedM % (2 * track.lengthM)) + 2 * track.lengthM) % (2 * track.lengthM);
  const isOutward = round <= track.lengthM;
  const along = alongTrack(track, isOutward ? round : 2 * track.lengthM - round);
  const isWalking = part < walking;
  return {
    position: along.position,
    headingDeg: isOutward ? along.headingDeg : (along.headingDeg + 180) % 360,
    speedKmh: isWalking ? (perBoutM / ((BOUT_MS / 1000) * walking)) * 3.6 : 0,
  };
}
