// Roads of the demo city: arterials connect town seats, village roads connect villages. Synthetic lines on a connected
// graph.
import type { Land } from "./coast.ts";
import { type Edge, gabrielEdges, treeAndShortest } from "./graph.ts";
import type { GridIndex } from "./locate.ts";
import type { Area, Line, Point } from "./plane.ts";
import { bent, between, lengthOf, pointAlong, rounded, stretchOf } from "./polyline.ts";
import { randomFor } from "./random.ts";
import { areaContains, at, distanceM } from "./ring.ts";
import { shortTown, shortVillage } from "./short-name.ts";
import type { TownCell } from "./towns.ts";
import type { VillageCell } from "./villages.ts";

export interface DemoRoad {
  /** Code of the segment. */
  code: string;
  name: string;
  class: "arterial" | "secondary" | "street";
  fromNode: number;
  toNode: number;
  lengthM: number;
  freeSpeedKmh: number;
  monitored: boolean;
  /** Village in which its middle lies. */
  regionCode: string;
  line: Line;
}

interface Place {
  code: string;
  name: string;
  townCode: string;
  at: Point;
}

export interface RoadInput {
  towns: readonly TownCell[];
  villages: readonly VillageCell[];
  city: Area;
  land: Land;
  grid: GridIndex;
  seed: string;
  /** How many arterial segments carry a detector. */
  monitoredCount: number;
}

const SEGMENT_M = 900;
/** Extra cost of a kilometre over water, in kilometres on land. */
const WET_COST = 6;

const wetShare = (a: Point, b: Point, isDry: (p: Point) => boolean): number => {
  const samples = Array.from({ length: 19 }, (_, i) => between(a, b, (i + 1) / 20));
  return samples.filter((p) => !isDry(p)).length / samples.length;
};

export function roadsOf(input: RoadInput): DemoRoad[] {
  const isDry = (p: Point): boolean => areaContains(input.city, p) || input.land.contains(p);
  const seats: Place[] = input.towns.map((t) => ({
    code: t.code,
    name: shortTown(t.name),
    townCode: t.code,
    at: t.seat,
  }));
  const villages: Place[] = input.villages.map((v) => ({
    code: v.code,
    name: shortVillage(v.name),
    townCode: v.townCode,
    at: v.centre,
  }));
  // A village that lies on its town's seat would make a road of no length.
  const others = villages.filter((v) => seats.every((seat) => distanceM(seat.at, v.at) > 60));
  const places = [...seats, ...others];
  const arterials = treeAndShortest(
    seats.map((seat) => seat.at),
    0.25,
    (a, b) => distanceM(a, b) * (1 + WET_COST * wetShare(a, b, isDry)),
  );
  const isArterial = new Set(arterials.map(({ from, to }) => `${from}-${to}`));
  const lanes = gabrielEdges(
    places.map((place) => place.at),
    (a, b) => [0.25, 0.5, 0.75].every((t) => isDry(between(a, b, t))),
  ).filter(({ from, to }) => !isArterial.has(`${from}-${to}`));
  const nodes = new NodeNumbers(places.length);
  const roads = [
    ...arterials.flatMap((edge) => arterialSegments(edge, seats, nodes, isDry, input.seed)),
    ...lanes.map((edge) => lane(edge, places, isDry, input.seed)),
  ].map((road) => ({
    ...road,
    regionCode: input.grid.nearest(pointAlong(road.line, road.lengthM / 2).point).villageCode,
  }));
  return withMonitors(roads, input);
}

/** A place's node number is its index; the points where a long road is cut get the next numbers. */
class NodeNumbers {
  #last: number;
  constructor(places: number) {
    this.#last = places - 1;
  }
  next(): number {
    this.#last += 1;
    return this.#last;
  }
}

type Unplaced = Omit<DemoRoad, "regionCode">;

function arterialSegments(
  edge: Edge,
  seats: readonly Place[],
  nodes: NodeNumbers,
  isDry: (p: Point) => boolean,
  seed: string,
): Unplaced[] {
  const a = at(seats, edge.from);
  const b = at(seats, edge.to);
  const code = `R1-${a.code}-${b.code}`;
  const random = randomFor(seed, code);
  const pushes = [random.between(-0.09, 0.09), random.between(-0.09, 0.09)];
  const line = rounded(bent(a.at, b.at, pushes, isDry), 3);
  const length = lengthOf(line);
  const count = Math.max(1, Math.round(length / SEGMENT_M));
  let fromNode = edge.from;
  return Array.from({ length: count }, (_, i) => {
    const toNode = i === count - 1 ? edge.to : nodes.next();
    const part = stretchOf(line, (length * i) / count, (length * (i + 1)) / count);
    const segment: Unplaced = {
      code: `${code}-${String(i + 1).padStart(2, "0")}`,
      name: `${a.name}—${b.name}路`,
      class: "arterial",
      fromNode,
      toNode,
      lengthM: lengthOf(part),
      freeSpeedKmh: length > 6000 ? 70 : 50,
      monitored: false,
      line: part,
    };
    fromNode = toNode;
    return segment;
  });
}

function lane(edge: Edge, places: readonly Place[], isDry: (p: Point) => boolean, seed: string): Unplaced {
  const a = at(places, edge.from);
  const b = at(places, edge.to);
  const code = `R2-${a.code}-${b.code}`;
  const random = randomFor(seed, code);
  const line = rounded(bent(a.at, b.at, [random.between(-0.12, 0.12), random.between(-0.12, 0.12)], isDry), 2);
  const isWithinTown = a.townCode === b.townCode;
  return {
    code,
    name: a.name === b.name ? `${a.name}环村路` : `${a.name}—${b.name}路`,
    class: isWithinTown ? "street" : "secondary",
    fromNode: edge.from,
    toNode: edge.to,
    lengthM: lengthOf(line),
    freeSpeedKmh: isWithinTown ? 30 : 40,
    monitored: false,
    line,
  };
}

/** Detectors are where people are: on the arterial segments nearest to a town seat. */
function withMonitors(roads: readonly DemoRoad[], { towns, monitoredCount }: RoadInput): DemoRoad[] {
  const distances = roads
    .filter((road) => road.class === "arterial")
    .map((road) => {
      const middle = pointAlong(road.line, road.lengthM / 2).point;
      return { code: road.code, distance: Math.min(...towns.map((town) => distanceM(town.seat, middle))) };
    })
    .sort((p, q) => p.distance - q.distance || (p.code < q.code ? -1 : 1));
  const chosen = new Set(distances.slice(0, monitoredCount).map(({ code }) => code));
  return roads.map((road) => (chosen.has(road.code) ? { ...road, monitored: true } : road));
}
