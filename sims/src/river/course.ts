// The course of a river as its gauges and stations know it: places with their chainage (桩号, metres from the mouth).
import type { Position } from "@minqing/core/geo/position";

export interface CoursePoint {
  chainageM: number;
  position: Position;
}

/** Points of each river, from the mouth up, by river id. */
export type Courses = ReadonlyMap<string, readonly CoursePoint[]>;

export interface RiverSite {
  riverId: string;
  chainageM: number;
  position: Position;
}

export function coursesOf(sites: readonly RiverSite[]): Courses {
  const courses = new Map<string, CoursePoint[]>();
  for (const { riverId, chainageM, position } of sites) {
    const points = courses.get(riverId) ?? [];
    points.push({ chainageM, position });
    courses.set(riverId, points);
  }
  for (const points of courses.values()) points.sort((a, b) => a.chainageM - b.chainageM);
  return courses;
}
