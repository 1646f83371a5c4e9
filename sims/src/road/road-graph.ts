// The road graph on which vehicles drive: segments between nodes, as the city publishes them.
import type { Position } from "@minqing/core/geo/position";
import { RoadView } from "@minqing/core/road/road";
import type { z } from "zod";
import { alongTrack, type Track, trackOf } from "../geo/track.ts";
import type { Segment } from "./segment-speed.ts";

/** The fields of a road that the graph needs. */
export const RoadSegment = RoadView.omit({ lengthM: true, monitored: true, synthetic: true });
export type RoadSegment = z.infer<typeof RoadSegment>;

export interface Road extends Segment {
  name: string;
  class: RoadView["class"];
  fromNode: number;
  toNode: number;
  regionCode: string;
  track: Track;
}

export interface RoadGraph {
  roads: readonly Road[];
  byCode: ReadonlyMap<string, Road>;
  /** Segments that touch a node. */
  atNode: ReadonlyMap<number, readonly Road[]>;
}

function roadOf({ line, ...segment }: RoadSegment): Road {
  const track = trackOf(line);
  return { ...segment, track, middle: alongTrack(track, track.lengthM / 2).position };
}

export function roadGraphOf(segments: readonly RoadSegment[]): RoadGraph {
  const roads = segments.map(roadOf);
  const atNode = new Map<number, Road[]>();
  for (const road of roads) {
    for (const node of new Set([road.fromNode, road.toNode])) {
      const touching = atNode.get(node) ?? [];
      touching.push(road);
      atNode.set(node, touching);
    }
  }
  return { roads, byCode: new Map(roads.map((road) => [road.code, road])), atNode };
}

/** Position of a node; null when no road touches it. */
export function nodePlace({ atNode }: RoadGraph, node: number): Position | null {
  const road = atNode.get(node)?.[0];
  if (road === undefined) return null;
  return (road.fromNode === node ? road.track.points[0] : road.track.points.at(-1)) ?? null;
}

export function otherEnd(road: Road, node: number): number {
  return road.fromNode === node ? road.toNode : road.fromNode;
}
