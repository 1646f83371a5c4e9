// The line that a grid worker walks: from the nearest road end along roads until it is long enough.
import type { Position } from "@minqing/core/geo/position";
import { streamFor } from "@minqing/core/random/stream";
import { distanceM } from "../geo/metres.ts";
import { type Track, trackOf } from "../geo/track.ts";
import { pickFrom } from "../random/pick.ts";
import { nodePlace, otherEnd, type Road, type RoadGraph } from "./road-graph.ts";

const LONG_ENOUGH_M = 1_500;
const CELL_DEG = 0.02;

const cellOf = ([lon, lat]: Readonly<Position>): [number, number] => [
  Math.floor(lon / CELL_DEG),
  Math.floor(lat / CELL_DEG),
];

/** Finds the node nearest to a position, by a grid of cells about two kilometres wide. */
export class NodeFinder {
  readonly #cells = new Map<string, { node: number; place: Position }[]>();

  constructor(graph: RoadGraph) {
    for (const node of graph.atNode.keys()) {
      const place = nodePlace(graph, node);
      if (place === null) continue;
      const key = cellOf(place).join("/");
      const cell = this.#cells.get(key) ?? [];
      cell.push({ node, place });
      this.#cells.set(key, cell);
    }
  }

  /** Null when no road ends within about ten kilometres. */
  nearest(place: Readonly<Position>): number | null {
    const [column, row] = cellOf(place);
    for (let ring = 1; ring <= 5; ring++) {
      const near: { node: number; apart: number }[] = [];
      for (let dx = -ring; dx <= ring; dx++) {
        for (let dy = -ring; dy <= ring; dy++) {
          for (const end of this.#cells.get(`${column + dx}/${row + dy}`) ?? []) {
            near.push({ node: end.node, apart: distanceM(place, end.place) });
          }
        }
      }
      near.sort((a, b) => a.apart - b.apart || a.node - b.node);
      if (near[0] !== undefined) return near[0].node;
    }
    return null;
  }
}

/** The points of a road, beginning at `node`. */
const pointsFrom = (road: Road, node: number): readonly Position[] =>
  road.fromNode === node ? road.track.points : [...road.track.points].reverse();

export function strollLine(graph: RoadGraph, homeNode: number, seed: string, id: string): Track | null {
  const next = streamFor(seed, `${id}/stroll`);
  const points: Position[] = [];
  let lengthM = 0;
  let cameBy: Road | null = null;
  for (let node = homeNode; lengthM < LONG_ENOUGH_M; ) {
    const touching: readonly Road[] = graph.atNode.get(node) ?? [];
    const onward = touching.filter((road) => road !== cameBy);
    if (onward.length === 0) break;
    const road = pickFrom(onward, next());
    points.push(...pointsFrom(road, node).slice(points.length === 0 ? 0 : 1));
    lengthM += road.track.lengthM;
    cameBy = road;
    node = otherEnd(road, node);
  }
  return points.length < 2 ? null : trackOf(points);
}
