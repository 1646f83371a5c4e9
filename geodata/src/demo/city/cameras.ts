// Cameras in named groups (视频编组): along rivers, at junctions, flood points, markets, schools and harbours.
import type { CityFrame } from "./frame.ts";
import { placeIn, scaled, villageSlots } from "./frame.ts";
import type { Point } from "./plane.ts";
import { pointAlong } from "./polyline.ts";
import { randomFor } from "./random.ts";
import { at, distanceM } from "./ring.ts";
import type { DemoRoad } from "./roads.ts";
import { shortTown, shortVillage } from "./short-name.ts";
import type { DemoThing } from "./things.ts";

export interface DemoCamera {
  /** 20 digits after GB/T 28181: county and centre 8, industry 2, type 3 (132 network camera), network 1, sequence 6. */
  id: string;
  name: string;
  group: string;
  regionCode: string;
  /** Viewing direction in degrees clockwise from north. */
  azimuth: number;
  at: Point;
  reachCode: string | null;
  roadCode: string | null;
  spare: boolean;
}

const JUNCTION_CAMERAS = 240;
const PUBLIC_PLACE_CAMERAS = 180;
const SPARE_CAMERAS = 2;
/** A camera at a river stands on the bank. */
const BANK_M = 30;

type Unnumbered = Omit<DemoCamera, "id" | "spare">;

export function camerasOf(frame: CityFrame, things: readonly DemoThing[]): DemoCamera[] {
  const cameras: Unnumbered[] = [
    ...riverCameras(frame, things),
    ...floodCameras(frame, things),
    ...junctionCameras(frame),
    ...publicPlaceCameras(frame),
  ];
  const sequences = new Map<string, number>();
  return cameras.map((camera, i) => {
    const county = camera.regionCode.slice(0, 6);
    const sequence = (sequences.get(county) ?? 0) + 1;
    sequences.set(county, sequence);
    const spare = i >= cameras.length - SPARE_CAMERAS;
    return {
      ...camera,
      id: `${county}00${"00"}132${"0"}${String(sequence).padStart(6, "0")}`,
      name: spare ? `${camera.name}（备用）` : camera.name,
      spare,
    };
  });
}

/** Whole degrees from one point to another. The arc tangent of two rounded metres is the same on every machine. */
function azimuthTo(from: Point, to: Point): number {
  const degrees = (Math.atan2(Math.round(to[0] - from[0]), Math.round(to[1] - from[1])) * 180) / Math.PI;
  return (Math.round(degrees) + 360) % 360;
}

function riverCameras(frame: CityFrame, things: readonly DemoThing[]): Unnumbered[] {
  return things
    .filter((thing) => thing.kind === "river_level" || thing.kind === "tide_gauge")
    .map((gauge) => {
      const random = randomFor(frame.seed, `camera:${gauge.id}`);
      const stand: Point = [gauge.at[0] + random.pick([-1, 1]) * BANK_M, gauge.at[1] + random.between(-10, 10)];
      return {
        name: `${gauge.name.replace(/(水位站|潮位站)$/, "")}${gauge.kind === "river_level" ? "水尺" : "海堤"}`,
        group: gauge.kind === "river_level" ? `${gauge.attributes["river"]}沿线` : "海堤渔港",
        regionCode: frame.grid.nearest(stand).code,
        azimuth: azimuthTo(stand, gauge.at),
        at: stand,
        reachCode: gauge.reachCode,
        roadCode: null,
      };
    });
}

const countyName = (frame: CityFrame, code: string): string =>
  frame.counties.find((county) => code.startsWith(county.code))?.name ?? frame.name;

function floodCameras(frame: CityFrame, things: readonly DemoThing[]): Unnumbered[] {
  return things
    .filter((thing, i) => thing.kind === "flood_point" && i % 2 === 0)
    .map((flood) => {
      const random = randomFor(frame.seed, `camera:${flood.id}`);
      const stand: Point = [flood.at[0] + random.between(-25, 25), flood.at[1] + random.between(-25, 25)];
      const cell = frame.grid.nearest(stand);
      return {
        name: flood.name.replace(/易涝点$/, ""),
        group: `${countyName(frame, cell.code)}易涝点`,
        regionCode: cell.code,
        azimuth: azimuthTo(stand, flood.at),
        at: stand,
        reachCode: null,
        roadCode: null,
      };
    });
}

/** Road ends where at least three roads meet, the busiest first. */
function junctionCameras(frame: CityFrame): Unnumbered[] {
  const roadsAt = new Map<number, DemoRoad[]>();
  for (const road of frame.roads) {
    for (const node of [road.fromNode, road.toNode]) roadsAt.set(node, [...(roadsAt.get(node) ?? []), road]);
  }
  const arterials = (roads: readonly DemoRoad[]): number => roads.filter((road) => road.class === "arterial").length;
  return [...roadsAt.entries()]
    .filter(([, roads]) => roads.length >= 3)
    .sort(([n, p], [m, q]) => arterials(q) * 10 + q.length - (arterials(p) * 10 + p.length) || n - m)
    .slice(0, scaled(frame, JUNCTION_CAMERAS))
    .map(([node, roads]) => {
      const road = at(roads, 0);
      const end = road.fromNode === node ? at(road.line, 0) : at(road.line, -1);
      const random = randomFor(frame.seed, `junction:${road.code}:${node}`);
      const stand: Point = [end[0] + random.between(-12, 12), end[1] + random.between(-12, 12)];
      const ahead = pointAlong(road.line, road.fromNode === node ? 60 : road.lengthM - 60).point;
      const cell = frame.grid.nearest(stand);
      return {
        name: `${road.name}路口`,
        group: `${countyName(frame, cell.code)}路口`,
        regionCode: cell.code,
        azimuth: azimuthTo(stand, distanceM(stand, ahead) < 1 ? end : ahead),
        at: stand,
        reachCode: null,
        roadCode: road.code,
      };
    });
}

function publicPlaceCameras(frame: CityFrame): Unnumbered[] {
  const places = ["市场", "学校", "广场", "医院", "工地"] as const;
  const people = (village: { code: string }): number => frame.people.get(village.code)?.population ?? 0;
  return villageSlots(frame, "camera", scaled(frame, PUBLIC_PLACE_CAMERAS) + SPARE_CAMERAS, people).map((slot) => {
    const random = randomFor(frame.seed, `camera:${slot.village.code}:${slot.number}`);
    const stand = placeIn(slot.village, random, 180);
    const place = random.pick(places);
    const town = frame.towns.find(({ code }) => code === slot.village.townCode);
    return {
      name: `${shortTown(town?.name ?? "")}${shortVillage(slot.village.name)}${place}门口`,
      group: `${countyName(frame, slot.village.code)}${place}周边`,
      regionCode: frame.grid.nearest(stand).code,
      azimuth: random.below(360),
      at: stand,
      reachCode: null,
      roadCode: null,
    };
  });
}
