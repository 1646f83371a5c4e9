// Moves a vehicle over the road graph, segment after segment, continuous in time. Deterministic for (seed, id), however often
// it is read: the speed on a segment is fixed when the vehicle enters it.

import { streamFor } from "@minqing/core/random/stream";
import { distanceM } from "../geo/metres.ts";
import { alongTrack, type OnTrack } from "../geo/track.ts";
import { pickWeighted } from "../random/pick.ts";
import type { World } from "../world.ts";
import { nodePlace, otherEnd, type Road, type RoadGraph } from "./road-graph.ts";
import { segmentSpeedKmh } from "./segment-speed.ts";

export interface DriveOptions {
  world: World;
  graph: RoadGraph;
  id: string;
  homeNode: number;
  usualSpeedKmh: number;
  /** Beyond this distance from home the vehicle prefers roads that lead back, in metres. */
  rangeM: number;
}

export interface OnRoad extends OnTrack {
  roadCode: string;
  speedKmh: number;
}

interface Leg {
  road: Road;
  fromNode: number;
  startMs: number;
  endMs: number;
  /** End of the halt at the end of the leg: work, a traffic light, a break. */
  leavesMs: number;
}

const CLASS_WEIGHT = { arterial: 3, secondary: 1.6, street: 1 } as const;

/** Returns a function that gives the vehicle's state; call it with increasing instants. */
export function startDrive(options: DriveOptions): (atMs: number) => OnRoad {
  const { world, graph, id, homeNode, usualSpeedKmh } = options;
  const next = streamFor(world.seed, `${id}/drive`);
  let leg = enter(homeNode, null, world.startMs);
  leg.startMs -= next() * (leg.endMs - leg.startMs);

  function enter(node: number, cameBy: Road | null, startMs: number): Leg {
    const touching = graph.atNode.get(node) ?? [];
    const onward = touching.filter((road) => road !== cameBy);
    const choices = onward.length === 0 ? touching : onward;
    const road = pickWeighted(
      choices.map((item) => ({ item, weight: CLASS_WEIGHT[item.class] * homewardWeight(options, item, node) })),
      next(),
    );
    const speedKmh = Math.min(usualSpeedKmh, segmentSpeedKmh(world, road, startMs)) * (0.85 + 0.3 * next());
    const endMs = startMs + (road.track.lengthM / (speedKmh / 3.6)) * 1000;
    const haltMs = next() < 0.2 ? 20_000 + 160_000 * next() : 8_000 * next();
    return { road, fromNode: node, startMs, endMs, leavesMs: endMs + haltMs };
  }

  return (atMs) => {
    while (atMs >= leg.leavesMs) leg = enter(otherEnd(leg.road, leg.fromNode), leg.road, leg.leavesMs);
    const { road, fromNode, startMs, endMs } = leg;
    const part = Math.min(1, Math.max(0, (atMs - startMs) / (endMs - startMs)));
    const isForward = road.fromNode === fromNode;
    const along = alongTrack(road.track, (isForward ? part : 1 - part) * road.track.lengthM);
    const headingDeg = isForward ? along.headingDeg : (along.headingDeg + 180) % 360;
    const speedKmh = part >= 1 ? 0 : (road.track.lengthM / (endMs - startMs)) * 3600;
    return { position: along.position, headingDeg, roadCode: road.code, speedKmh };
  };
}

function homewardWeight({ graph, homeNode, rangeM }: DriveOptions, road: Road, node: number): number {
  const home = nodePlace(graph, homeNode);
  const here = nodePlace(graph, node);
  const there = nodePlace(graph, otherEnd(road, node));
  if (home === null || here === null || there === null) return 1;
  const now = distanceM(home, here);
  if (now < rangeM) return 1;
  return distanceM(home, there) < now ? 12 : 0.2;
}
