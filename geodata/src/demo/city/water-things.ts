// Gauges and stations of rain, rivers, water quality and tide.
import type { CityFrame } from "./frame.ts";
import { placeIn, scaled, villageSlots } from "./frame.ts";
import type { Line, Point } from "./plane.ts";
import { lengthOf, pointAlong } from "./polyline.ts";
import { randomFor } from "./random.ts";
import { areaContains, areaM2, at, distanceM } from "./ring.ts";
import type { DemoReach } from "./rivers.ts";
import { shortTown, shortVillage } from "./short-name.ts";
import type { DemoThing } from "./things.ts";

const AREA_PER_RAIN_GAUGE_M2 = 20e6;
/** One section (断面) every two kilometres. */
const SECTION_M = 2000;
const SECTIONS_PER_WATER_STATION = 3;

const department = (frame: CityFrame, kind: string): string => `${frame.code}-${kind}`;
const round = (value: number, digits: number): number => Number(value.toFixed(digits));

export function rainGauges(frame: CityFrame): DemoThing[] {
  const count = scaled(frame, areaM2(frame.area) / AREA_PER_RAIN_GAUGE_M2);
  return villageSlots(frame, "rain", count, (village) => areaM2(village.area)).map(({ village, number }) => {
    const id = `rain-${village.code}-${number}`;
    const place = placeIn(village, randomFor(frame.seed, id), 300);
    return {
      id,
      kind: "rain_gauge",
      name: `${shortVillage(village.name)}雨量站`,
      regionCode: frame.grid.nearest(place).code,
      at: place,
      reachCode: null,
      roadCode: null,
      departmentId: department(frame, "water"),
      attributes: {},
      spare: false,
    };
  });
}

interface Section {
  reach: DemoReach;
  chainageM: number;
  place: Point;
  direction: Point;
}

/** Sections of all reaches, every two kilometres of chainage. */
function sectionsOf(frame: CityFrame): Section[] {
  return frame.reaches.flatMap((reach) => {
    const sections: Section[] = [];
    const first = Math.ceil((reach.chainageFromM + 1) / SECTION_M) * SECTION_M;
    for (let chainageM = first; chainageM < reach.chainageToM; chainageM += SECTION_M) {
      const fromHead = (reach.chainageToM - chainageM) / Math.max(1, reach.chainageToM - reach.chainageFromM);
      const { point, direction } = pointAlong(reach.line, fromHead * lengthOf(reach.line));
      sections.push({ reach, chainageM, place: point, direction });
    }
    return sections;
  });
}

const kilometre = (chainageM: number): string => `K${Math.floor(chainageM / 1000)}`;

/** Normal level along the river: flat near the sea, steeper towards the head. Invented, on one datum. */
const normalLevelM = (chainageM: number): number => {
  const km = chainageM / 1000;
  return 0.5 + 0.22 * km + 0.0085 * km * km;
};

export function riverGauges(frame: CityFrame): DemoThing[] {
  const sections = sectionsOf(frame);
  const step = Math.max(1, Math.round(1 / Math.sqrt(frame.densityScale)));
  return sections
    .filter((_, i) => i % step === 0)
    .map(({ reach, chainageM, place }) => {
      const id = `river-${reach.riverId}-k${String(Math.round(chainageM / 1000)).padStart(3, "0")}`;
      const random = randomFor(frame.seed, id);
      const normal = normalLevelM(chainageM);
      const warning = normal + random.between(1.7, 2.4);
      const cell = frame.grid.nearest(place);
      const village = frame.villages.find(({ code }) => code === cell.villageCode);
      return {
        id,
        kind: "river_level",
        name: `${shortVillage(village?.name ?? reach.name)}水位站`,
        regionCode: cell.code,
        at: place,
        reachCode: reach.code,
        roadCode: null,
        departmentId: department(frame, "water"),
        attributes: {
          river: reach.riverName,
          riverId: reach.riverId,
          section: `${reach.riverName}${kilometre(chainageM)}断面`,
          chainageM,
          isTidal: chainageM < 8000,
          bedLevelM: round(normal - random.between(1.2, 2.5), 2),
          normalLevelM: round(normal, 2),
          warningLevelM: round(warning, 2),
          guaranteeLevelM: round(warning + random.between(0.9, 1.4), 2),
        },
        spare: false,
      };
    });
}

const AMMONIA_LIMIT = { II: 0.5, III: 1, IV: 1.5 } as const;

export function waterStations(frame: CityFrame): DemoThing[] {
  const step = Math.max(1, Math.round(SECTIONS_PER_WATER_STATION / Math.sqrt(frame.densityScale)));
  return sectionsOf(frame)
    .filter((_, i) => i % step === 1 % step)
    .map(({ reach, chainageM, place }) => ({
      id: `quality-${reach.riverId}-k${String(Math.round(chainageM / 1000)).padStart(3, "0")}`,
      kind: "water_quality",
      name: `${reach.riverName}${kilometre(chainageM)}水质站`,
      regionCode: frame.grid.nearest(place).code,
      at: place,
      reachCode: reach.code,
      roadCode: null,
      departmentId: department(frame, "environment"),
      attributes: {
        river: reach.riverName,
        riverId: reach.riverId,
        chainageM,
        waterTarget: reach.waterTarget,
        ammoniaLimit: AMMONIA_LIMIT[reach.waterTarget],
      },
      spare: false,
    }));
}

const TIDE_TOWNS: Readonly<Record<string, readonly string[]>> = {
  "441500": ["441502001", "441581102", "441502006", "441521105"],
  "440500": ["440513100", "440512004", "440523100", "440515106"],
};

export function tideGauges(frame: CityFrame): DemoThing[] {
  return (TIDE_TOWNS[frame.code] ?? []).flatMap((townCode) => {
    const town = frame.towns.find(({ code }) => code === townCode);
    if (!town) throw new Error(`expected tide gauge town ${townCode} in city ${frame.code}, got none`);
    const place = quayOf(town.area.flat(), town.seat, frame);
    return {
      id: `tide-${townCode}`,
      kind: "tide_gauge",
      name: `${shortTown(town.name)}潮位站`,
      regionCode: frame.grid.nearest(place).code,
      at: place,
      reachCode: null,
      roadCode: null,
      departmentId: department(frame, "water"),
      attributes: { warningLevelM: 1.6, guaranteeLevelM: 2.1, normalLevelM: 0.3 },
      spare: false,
    };
  });
}

/** The point of the town's outline with open water before it that lies nearest to the seat. */
function quayOf(outline: Line, seat: Point, frame: CityFrame): Point {
  const isWater = (p: Point): boolean => !areaContains(frame.area, p) && !frame.land.contains(p);
  const around: readonly Point[] = [
    [700, 0],
    [-700, 0],
    [0, 700],
    [0, -700],
  ];
  const quays = outline.filter((p) => around.some(([dx, dy]) => isWater([p[0] + dx, p[1] + dy])));
  const sorted = [...(quays.length > 0 ? quays : outline)].sort((p, q) => distanceM(p, seat) - distanceM(q, seat));
  return at(sorted, 0);
}
