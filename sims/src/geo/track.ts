// A polyline to move along, with the distance of each vertex from its start.
import type { Position } from "@minqing/core/geo/position";
import { distanceM, headingDeg } from "./metres.ts";

export interface Track {
  points: readonly Position[];
  /** Distance of each vertex from the start, in metres. */
  atM: readonly number[];
  lengthM: number;
}

export function trackOf(points: readonly Position[]): Track {
  if (points.length < 2) throw new RangeError(`expected a line of at least 2 points, got ${points.length}`);
  const atM: number[] = [];
  let lengthM = 0;
  points.forEach((point, i) => {
    lengthM += i === 0 ? 0 : distanceM(points[i - 1] ?? point, point);
    atM.push(lengthM);
  });
  return { points, atM, lengthM };
}

export interface OnTrack {
  position: Position;
  headingDeg: number;
}

/** Position and heading after `alongM` metres; beyond an end, that end. */
export function alongTrack(track: Track, alongM: number): OnTrack {
  let low = 0;
  let high = track.points.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((track.atM[middle] ?? 0) <= alongM) low = middle;
    else high = middle - 1;
  }
  const [a, b] = [track.points[low], track.points[low + 1]];
  const [from, to] = [track.atM[low], track.atM[low + 1]];
  if (a === undefined || b === undefined || from === undefined || to === undefined) {
    throw new RangeError(`expected a vertex below ${track.points.length - 1}, got ${low}`);
  }
  const part = to === from ? 0 : Math.min(1, Math.max(0, (alongM - from) / (to - from)));
  return { position: [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part], headingDeg: headingDeg(a, b) };
}
