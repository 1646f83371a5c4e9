// Devices of the streets: air stations, drains, flood points, traffic detectors.
import type { CityFrame } from "./frame.ts";
import { isUrban, placeIn, scaled, type VillageSlot, villageSlots } from "./frame.ts";
import { pointAlong } from "./polyline.ts";
import { type Random, randomFor } from "./random.ts";
import { at } from "./ring.ts";
import { shortTown, shortVillage } from "./short-name.ts";
import type { DemoThing } from "./things.ts";

const DRAINS = 380;
const FLOOD_POINTS = 300;

type Attributes = DemoThing["attributes"];

interface VillageThing {
  prefix: string;
  kind: DemoThing["kind"];
  department: string;
  spreadM: number;
  name(slot: VillageSlot): string;
  attributes(random: Random): Attributes;
}

const numbered = (name: string, number: number): string => (number === 1 ? name : `${name}${number}`);

function inVillages(frame: CityFrame, slots: readonly VillageSlot[], plan: VillageThing): DemoThing[] {
  return slots.map((slot) => {
    const id = `${plan.prefix}-${slot.village.code}-${slot.number}`;
    const random = randomFor(frame.seed, id);
    const place = placeIn(slot.village, random, plan.spreadM);
    return {
      id,
      kind: plan.kind,
      name: plan.name(slot),
      regionCode: frame.grid.nearest(place).code,
      at: place,
      reachCode: null,
      roadCode: null,
      departmentId: `${slot.village.code.slice(0, 6)}-${plan.department}`,
      attributes: plan.attributes(random),
      spare: false,
    };
  });
}

const urbanPeople =
  (frame: CityFrame) =>
  ({ code, name }: { code: string; name: string }): number =>
    (frame.people.get(code)?.population ?? 0) * (isUrban(name) ? 3 : 1);

export function drainSensors(frame: CityFrame): DemoThing[] {
  return inVillages(frame, villageSlots(frame, "drain", scaled(frame, DRAINS), urbanPeople(frame)), {
    prefix: "drain",
    kind: "drain_level",
    department: "water",
    spreadM: 260,
    name: ({ village, number }) => `${numbered(shortVillage(village.name), number)}管网液位计`,
    attributes: (random) => ({ fullLevelM: Math.round(random.between(12, 26)) / 10 }),
  });
}

export function floodPoints(frame: CityFrame): DemoThing[] {
  const places = ["涵洞", "路口", "低洼段", "桥下", "市场口", "学校门口"];
  return inVillages(frame, villageSlots(frame, "flood", scaled(frame, FLOOD_POINTS), urbanPeople(frame)), {
    prefix: "flood",
    kind: "flood_point",
    department: "water",
    spreadM: 220,
    name: ({ village, number }) => {
      const random = randomFor(frame.seed, `flood-name:${village.code}:${number}`);
      return `${shortVillage(village.name)}${random.pick(places)}易涝点`;
    },
    // How easily the place floods: the simulators multiply rain by it.
    attributes: (random) => ({
      runoffFactor: Math.round(random.between(40, 160)) / 100,
      floodAreaM2: 100 + random.below(900),
    }),
  });
}

export function airStations(frame: CityFrame): DemoThing[] {
  const towns = frame.towns.filter((town, i) => {
    const isCountySeat = frame.towns.findIndex((other) => other.countyCode === town.countyCode) === i;
    return isCountySeat || i % 8 === 3;
  });
  return towns.map((town) => ({
    id: `air-${town.code}`,
    kind: "air_station",
    name: `${shortTown(town.name)}空气站`,
    regionCode: frame.grid.nearest(town.seat).code,
    at: town.seat,
    reachCode: null,
    roadCode: null,
    departmentId: `${frame.code}-environment`,
    attributes: {},
    spare: false,
  }));
}

/** One for each monitored segment; the middle one is the spare, because a segment has one detector only. */
export function trafficSensors(frame: CityFrame): DemoThing[] {
  return frame.roads
    .filter((road) => road.monitored)
    .map((road, i, monitored) => {
      const isSpare = i === Math.floor(monitored.length / 2);
      const place = pointAlong(road.line, road.lengthM / 2).point;
      return {
        id: isSpare ? "spare-traffic-sensor-1" : `traffic-${road.code}`,
        kind: "traffic_sensor",
        name: `${road.name}${Number(at(road.code.split("-"), -1))}号检测器${isSpare ? "（备用）" : ""}`,
        regionCode: frame.grid.nearest(place).code,
        at: place,
        reachCode: null,
        roadCode: road.code,
        departmentId: `${frame.code}-traffic_police`,
        attributes: {
          freeSpeedKmh: road.freeSpeedKmh,
          lengthM: Math.round(road.lengthM),
          lanes: road.freeSpeedKmh >= 60 ? 4 : 6,
        },
        spare: isSpare,
      };
    });
}
