// Things that move: vehicles of the units, phones of grid workers and river chiefs. Their position is where they start.
import type { CityFrame } from "./frame.ts";
import { placeIn, scaled, villageSlots } from "./frame.ts";
import { lengthOf, pointAlong } from "./polyline.ts";
import { sharedOut } from "./population.ts";
import { randomFor } from "./random.ts";
import { shortTown, shortVillage } from "./short-name.ts";
import type { DemoThing } from "./things.ts";

interface VehicleClass {
  key: string;
  name: string;
  department: string;
  count: number;
  speedKmh: number;
}

/** Counts for a city at full scale. */
const VEHICLE_CLASSES: readonly VehicleClass[] = [
  { key: "sanitation", name: "环卫车", department: "sanitation", count: 190, speedKmh: 25 },
  { key: "patrol", name: "城管巡查车", department: "urban_management", count: 110, speedKmh: 35 },
  { key: "rescue", name: "抢险车", department: "emergency", count: 48, speedKmh: 55 },
  { key: "pump", name: "泵车", department: "water", count: 32, speedKmh: 40 },
  { key: "boat", name: "冲锋舟拖车", department: "emergency", count: 24, speedKmh: 40 },
  { key: "road", name: "道路养护车", department: "transport", count: 36, speedKmh: 35 },
];

const GRID_WORKER_PHONES = 1450;
const REACH_PHONE_SHARE = 2;

export function vehicles(frame: CityFrame): DemoThing[] {
  return VEHICLE_CLASSES.flatMap((vehicle) => vehiclesOf(frame, vehicle));
}

/** Spread over the towns by people; each starts at its town's seat. */
function vehiclesOf(frame: CityFrame, vehicle: VehicleClass): DemoThing[] {
  const weights = frame.towns.map((town) =>
    frame.villages.reduce(
      (sum, v) => (v.townCode === town.code ? sum + (frame.people.get(v.code)?.population ?? 0) : sum),
      0,
    ),
  );
  const counts = sharedOut(scaled(frame, vehicle.count), weights);
  return frame.towns.flatMap((town, node) =>
    Array.from({ length: counts[node] ?? 0 }, (_, i): DemoThing => {
      const number = String(i + 1).padStart(2, "0");
      return {
        id: `vehicle-${vehicle.key}-${town.code}-${number}`,
        kind: "vehicle",
        name: `${shortTown(town.name)}${vehicle.name}${number}`,
        regionCode: frame.grid.nearest(town.seat).code,
        at: town.seat,
        reachCode: null,
        roadCode: null,
        departmentId: `${town.countyCode}-${vehicle.department}`,
        // Town seats are the first nodes of the road graph, in the towns' order.
        attributes: { vehicleClass: vehicle.key, usualSpeedKmh: vehicle.speedKmh, homeNode: node, homeTown: town.code },
        spare: false,
      };
    }),
  );
}

export function gridWorkerPhones(frame: CityFrame): DemoThing[] {
  const people = (village: { code: string }): number => frame.people.get(village.code)?.population ?? 0;
  return villageSlots(frame, "patrol", scaled(frame, GRID_WORKER_PHONES), people).map(({ village, number }) => {
    const id = `patrol-${village.code}-${number}`;
    const place = placeIn(village, randomFor(frame.seed, id), 200);
    const cell = frame.grid.nearest(place);
    return {
      id,
      kind: "patrol",
      name: `${shortVillage(village.name)}网格员${number}`,
      regionCode: cell.code,
      at: place,
      reachCode: null,
      roadCode: null,
      departmentId: `${village.townCode}-grid`,
      attributes: { role: "grid_worker", usualSpeedKmh: 4.5, personId: `grid-worker-${cell.code}` },
      spare: false,
    };
  });
}

/** One phone for every second reach at full scale: its town's river chief on patrol. */
export function riverChiefPhones(frame: CityFrame): DemoThing[] {
  const step = Math.max(1, Math.round(REACH_PHONE_SHARE / frame.densityScale ** 0.5));
  return frame.reaches
    .filter((_, i) => i % step === 0)
    .map((reach) => {
      const place = pointAlong(reach.line, lengthOf(reach.line) / 2).point;
      return {
        id: `patrol-${reach.code}`,
        kind: "patrol",
        name: `${reach.name}河长`,
        regionCode: frame.grid.nearest(place).code,
        at: place,
        reachCode: reach.code,
        roadCode: null,
        departmentId: `${reach.regionCode.slice(0, 6)}-water`,
        attributes: { role: "river_chief", usualSpeedKmh: 4, personId: `chief-town-${reach.code}` },
        spare: false,
      };
    });
}
