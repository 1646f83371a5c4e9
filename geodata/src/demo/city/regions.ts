// Regions (行政区划) of the demo city: real codes and names, county outlines from the map, town and village cells generated.
import type { CityFrame } from "./frame.ts";
import { isUrban } from "./frame.ts";
import { FUNCTIONAL_ZONES, RUN_BY_CITY } from "./functional-zones.ts";
import type { Area, Point } from "./plane.ts";
import { areaM2, innerPointOf } from "./ring.ts";

export interface DemoRegion {
  code: string;
  name: string;
  nameEn: string | null;
  level: "city" | "county" | "town" | "village";
  kind: "admin" | "town_like" | "zone";
  /** Where it is counted (统计归属). */
  parentCode: string | null;
  /** Region that runs it (管理归属), if it is another one. */
  managementParentCode: string | null;
  area: Area;
  areaM2: number;
  labelAt: Point;
  population: number;
  households: number;
  urban: boolean;
  /** The outline is invented. */
  synthetic: boolean;
}

type NameEn = (code: string) => string | null;

/** Parents before children. */
export function regionsOf(frame: CityFrame, nameEn: NameEn): DemoRegion[] {
  const village = villagesOf(frame);
  const town = townsOf(frame, nameEn);
  const county = frame.counties.map(
    ({ code, name, area }): DemoRegion => ({
      ...blank(code, name, area, frame),
      nameEn: nameEn(code),
      level: "county",
      parentCode: frame.code,
      synthetic: false,
    }),
  );
  const city: DemoRegion = {
    ...blank(frame.code, frame.name, frame.area, frame),
    nameEn: nameEn(frame.code),
    level: "city",
    synthetic: false,
  };
  return [city, ...county, ...zonesOf(frame), ...town, ...village];
}

const prefixOf = (code: string): string => (code.endsWith("00") && code.length === 6 ? code.slice(0, 4) : code);

function blank(code: string, name: string, area: Area, frame: CityFrame): DemoRegion {
  return {
    code,
    name,
    nameEn: null,
    level: "village",
    kind: "admin",
    parentCode: null,
    managementParentCode: null,
    area,
    areaM2: areaM2(area),
    labelAt: innerPointOf(area),
    ...headcount(frame, [prefixOf(code)]),
    urban: false,
    synthetic: true,
  };
}

function headcount(frame: CityFrame, prefixes: readonly string[]): { population: number; households: number } {
  const sum = { population: 0, households: 0 };
  for (const [code, people] of frame.people) {
    if (!prefixes.some((prefix) => code.startsWith(prefix))) continue;
    sum.population += people.population;
    sum.households += people.households;
  }
  return sum;
}

/** Codes 400–599 below a county are farms, forest farms and development zones (类似乡级单位). [GB/T 10114] */
const isTownLike = (code: string): boolean => Number(code.slice(6)) >= 400 && Number(code.slice(6)) <= 599;

function townsOf(frame: CityFrame, nameEn: NameEn): DemoRegion[] {
  return frame.towns.map(({ code, name, countyCode, area }) => {
    const zone = FUNCTIONAL_ZONES.find(({ towns }) => towns.includes(code));
    return {
      ...blank(code, name, area, frame),
      nameEn: nameEn(code),
      level: "town",
      kind: isTownLike(code) ? "town_like" : "admin",
      parentCode: countyCode,
      managementParentCode: zone?.code ?? (RUN_BY_CITY.has(code) ? frame.code : null),
      urban: name.endsWith("街道"),
    };
  });
}

const villagesOf = (frame: CityFrame): DemoRegion[] =>
  frame.villages.map(({ code, name, townCode, area, centre }) => ({
    ...blank(code, name, area, frame),
    parentCode: townCode,
    labelAt: centre,
    urban: isUrban(name),
  }));

function zonesOf(frame: CityFrame): DemoRegion[] {
  return FUNCTIONAL_ZONES.filter(({ cityCode }) => cityCode === frame.code).map((zone) => {
    const area = frame.towns.filter(({ code }) => zone.towns.includes(code)).flatMap((town) => town.area);
    return {
      ...blank(zone.code, zone.name, area, frame),
      ...headcount(frame, zone.towns),
      nameEn: zone.nameEn,
      level: "county",
      kind: "zone",
      parentCode: frame.code,
      managementParentCode: zone.managementParentCode,
    };
  });
}
