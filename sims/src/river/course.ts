// The course of a river from its gauges and stations: positions by chainage (桩号, metres from the mouth).
import type { Position } from "@minqing/core/geo/position";
import type { ThingView } from "@minqing/core/thing/thing";
import { type Track, trackOf } from "../geo/track.ts";

export interface CoursePoint {
  chainageM: number;
  position: Position;
}

/** Points of each river from the mouth upstream, by river id. */
export type Courses = ReadonlyMap<string, readonly CoursePoint[]>;

type RiverThing = Pick<ThingView, "position" | "attributes" | "spare">;

export function coursesFrom(things: readonly RiverThing[]): Courses {
  const courses = new Map<string, CoursePoint[]>();
  for (const { position, attributes, spare } of things) {
    const { riverId, chainageM } = attributes;
    if (position === null || spare || typeof riverId !== "string" || typeof chainageM !== "number") continue;
    const points = courses.get(riverId) ?? [];
    points.push({ chainageM, position });
    courses.set(riverId, points);
  }
  for (const points of courses.values()) points.sort((a, b) => a.chainageM - b.chainageM);
  return courses;
}

/** Gauges stand every two kilometres, so the next one beyond the end of a reach is within this distance. */
const NEXT_GAUGE_M = 2_500;

/** The course between two chainages; null with fewer than two gauges. */
export function lineFromCourse(courses: Courses, riverId: string, fromM: number, toM: number): Track | null {
  const points = (courses.get(riverId) ?? []).filter(
    ({ chainageM }) => chainageM >= fromM - NEXT_GAUGE_M && chainageM <= toM + NEXT_GAUGE_M,
  );
  return points.length < 2 ? null : trackOf(points.map(({ position }) => position));
}
