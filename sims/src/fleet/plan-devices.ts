// Plans a device for each thing of the city: what it reports and how often. Spare devices are left to people.
import type { ThingView } from "@minqing/core/thing/thing";
import type { Track } from "../geo/track.ts";
import { phoneReadings } from "../patrol/patrol-phone.ts";
import { coursesFrom } from "../river/course.ts";
import type { Road, RoadGraph } from "../road/road-graph.ts";
import { NodeFinder, strollLine } from "../road/stroll-line.ts";
import { vehicleReadings } from "../road/vehicle.ts";
import { numberOf, type Site } from "../sensing/sensor.ts";
import { sensorsFor } from "../sensing/sensors.ts";
import type { World } from "../world.ts";
import type { DevicePlan } from "./device.ts";

export interface CityThings {
  things: readonly ThingView[];
  graph: RoadGraph;
  /** Lines of the reaches, by code. */
  reachLines: ReadonlyMap<string, Track>;
}

const RANGE_M = 9_000;

const siteOf = ({ id, position, attributes }: ThingView): Site | null =>
  position === null ? null : { id, position, attributes };

/** Plans for all things that have a position and are not spare. */
export function planDevices(world: World, city: CityThings, rate: number): DevicePlan[] {
  const nodes = new NodeFinder(city.graph);
  const sensors = new Map(
    Object.entries(sensorsFor({ courses: coursesFrom(city.things), roadOf: roadFinder(city, nodes) })),
  );
  return city.things.flatMap((thing): DevicePlan[] => {
    const site = siteOf(thing);
    if (site === null || thing.spare) return [];
    const intervalMs = Math.min(...thing.datastreams.map((stream) => stream.expectedIntervalMs)) / rate;
    if (!Number.isFinite(intervalMs)) return [];
    const read = thing.kind === "vehicle" || thing.kind === "patrol" ? mover(world, city, nodes, thing, site) : null;
    if (read !== null) return [{ id: thing.id, intervalMs, read: ({ atMs }) => read(atMs) }];
    if (thing.kind === "vehicle" || thing.kind === "patrol") return [];
    const sensor = sensors.get(thing.kind);
    // A city may have kinds that no simulator knows: their devices stay silent.
    if (sensor === undefined) return [];
    return [{ id: thing.id, intervalMs, read: (instant) => ({ values: sensor(world, site, instant) }) }];
  });
}

/** Finds the segment of a traffic detector: by its thing's road code, else the nearest one. */
function roadFinder({ things, graph }: CityThings, nodes: NodeFinder): (site: Site) => Road {
  const roadCodes = new Map(things.map(({ id, roadCode }) => [id, roadCode]));
  return ({ id, position }) => {
    const node = nodes.nearest(position);
    const road = graph.byCode.get(roadCodes.get(id) ?? "") ?? (node === null ? undefined : graph.atNode.get(node)?.[0]);
    if (road === undefined) throw new RangeError(`expected a road for the detector ${id}, got none in the graph`);
    return road;
  };
}

type Mover = ReturnType<typeof vehicleReadings>;

/** Null when there is no road and no reach near by to move along. */
function mover(world: World, city: CityThings, nodes: NodeFinder, thing: ThingView, site: Site): Mover | null {
  const reach = thing.reachCode === null ? undefined : city.reachLines.get(thing.reachCode);
  const usualSpeedKmh = numberOf(site, "usualSpeedKmh", thing.kind === "vehicle" ? 30 : 4);
  if (thing.kind === "patrol" && reach !== undefined) {
    return phoneReadings({ world, id: thing.id, track: reach, speedKmh: usualSpeedKmh });
  }
  const homeNode = nodes.nearest(site.position);
  if (homeNode === null) return null;
  if (thing.kind === "vehicle") {
    return vehicleReadings({ world, graph: city.graph, id: thing.id, homeNode, usualSpeedKmh, rangeM: RANGE_M });
  }
  const track = strollLine(city.graph, homeNode, world.seed, thing.id);
  return track === null ? null : phoneReadings({ world, id: thing.id, track, speedKmh: usualSpeedKmh });
}
