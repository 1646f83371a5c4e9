// Components (部件): municipal furniture along the roads and the rivers, 16-digit codes, classes of GB/T 30428.2.
import type { CityFrame } from "./frame.ts";
import { isUrban, scaled } from "./frame.ts";
import type { Line, Point } from "./plane.ts";
import { lengthOf, pointAlong } from "./polyline.ts";
import { sharedOut } from "./population.ts";
import { pickWeighted, type Random, randomFor } from "./random.ts";
import type { DemoRoad } from "./roads.ts";

export interface DemoComponent {
  id: string;
  classCode: string;
  name: string;
  state: "完好" | "破损" | "丢失" | "废弃";
  regionCode: string;
  departmentId: string;
  at: Point;
}

const COMPONENTS = 21_500;
const RIVER_SHARE = 0.03;

interface ClassPlan {
  code: string;
  name: string;
  weight: number;
  department: string;
}

const ROAD_CLASSES: readonly ClassPlan[] = [
  { code: "0137", name: "路灯", weight: 16, department: "urban_management" },
  { code: "0402", name: "行道树", weight: 14, department: "sanitation" },
  { code: "0305", name: "垃圾箱", weight: 10, department: "sanitation" },
  { code: "0103", name: "雨水井盖", weight: 9, department: "water" },
  { code: "0102", name: "污水井盖", weight: 8, department: "water" },
  { code: "0104", name: "雨水箅子", weight: 8, department: "water" },
  { code: "0101", name: "上水井盖", weight: 5, department: "water" },
  { code: "0107", name: "通讯井盖", weight: 4, department: "urban_management" },
  { code: "0105", name: "电力井盖", weight: 4, department: "urban_management" },
  { code: "0130", name: "电力立杆", weight: 4, department: "urban_management" },
  { code: "0131", name: "通信立杆", weight: 3, department: "urban_management" },
  { code: "0212", name: "路名牌", weight: 3, department: "urban_management" },
  { code: "0217", name: "交通护栏", weight: 2.5, department: "traffic_police" },
  { code: "0221", name: "便道桩", weight: 2, department: "urban_management" },
  { code: "0204", name: "公交站亭", weight: 1.5, department: "transport" },
  { code: "0308", name: "宣传栏", weight: 1.5, department: "urban_management" },
  { code: "0407", name: "街头座椅", weight: 1.2, department: "sanitation" },
  { code: "0127", name: "通讯交接箱", weight: 1, department: "urban_management" },
  { code: "0150", name: "监控电子眼", weight: 0.9, department: "traffic_police" },
  { code: "0306", name: "户外广告", weight: 0.8, department: "urban_management" },
  { code: "0301", name: "公共厕所", weight: 0.6, department: "sanitation" },
  { code: "0123", name: "不明井盖", weight: 0.5, department: "urban_management" },
  { code: "0146", name: "户外健身设施", weight: 0.5, department: "urban_management" },
  { code: "0401", name: "古树名木", weight: 0.2, department: "sanitation" },
  { code: "0304", name: "垃圾中转站", weight: 0.1, department: "sanitation" },
];
const RIVER_CLASSES: readonly ClassPlan[] = [
  { code: "0507", name: "水域护栏", weight: 5, department: "water" },
  { code: "0230", name: "水域标示牌", weight: 3, department: "water" },
  { code: "0508", name: "防汛墙", weight: 2, department: "water" },
];

export function componentsOf(frame: CityFrame): DemoComponent[] {
  const total = scaled(frame, COMPONENTS);
  const alongRivers = Math.round(total * RIVER_SHARE);
  const number = new Sequences();
  return [...alongRoads(frame, total - alongRivers, number), ...alongReaches(frame, alongRivers, number)];
}

/** Running number within county and class. */
class Sequences {
  #last = new Map<string, number>();
  next(countyCode: string, classCode: string): string {
    const key = countyCode + classCode;
    const number = (this.#last.get(key) ?? 0) + 1;
    this.#last.set(key, number);
    return key + String(number).padStart(6, "0");
  }
}

function alongRoads(frame: CityFrame, count: number, sequences: Sequences): DemoComponent[] {
  const byVillage = new Map<string, DemoRoad[]>();
  for (const road of frame.roads) byVillage.set(road.regionCode, [...(byVillage.get(road.regionCode) ?? []), road]);
  const villages = frame.villages.filter(({ code }) => byVillage.has(code));
  const weights = villages.map(({ code, name }) => (frame.people.get(code)?.households ?? 0) * (isUrban(name) ? 2 : 1));
  const counts = sharedOut(count, weights);
  return villages.flatMap(({ code }, i) => {
    const random = randomFor(frame.seed, `components:${code}`);
    const roads = byVillage.get(code) ?? [];
    return Array.from({ length: counts[i] ?? 0 }, () => {
      const plan = pickWeighted(ROAD_CLASSES, random);
      return component(frame, plan, beside(random.pick(roads).line, random, 4, 9), random, sequences);
    });
  });
}

function alongReaches(frame: CityFrame, count: number, sequences: Sequences): DemoComponent[] {
  const counts = sharedOut(
    count,
    frame.reaches.map((reach) => lengthOf(reach.line)),
  );
  return frame.reaches.flatMap((reach, i) => {
    const random = randomFor(frame.seed, `components:${reach.code}`);
    return Array.from({ length: counts[i] ?? 0 }, () =>
      component(frame, pickWeighted(RIVER_CLASSES, random), beside(reach.line, random, 25, 40), random, sequences),
    );
  });
}

function beside(line: Line, random: Random, nearM: number, farM: number): Point {
  const { point, direction } = pointAlong(line, random.next() * lengthOf(line));
  const offset = random.between(nearM, farM) * (random.next() < 0.5 ? -1 : 1);
  return [point[0] - direction[1] * offset, point[1] + direction[0] * offset];
}

function component(frame: CityFrame, plan: ClassPlan, at: Point, random: Random, sequences: Sequences): DemoComponent {
  const cell = frame.grid.nearest(at);
  const county = cell.code.slice(0, 6);
  const state = random.next();
  return {
    id: sequences.next(county, plan.code),
    classCode: plan.code,
    name: plan.name,
    state: state < 0.012 ? "破损" : state < 0.015 ? "丢失" : state < 0.018 ? "废弃" : "完好",
    regionCode: cell.code,
    departmentId: `${county}-${plan.department}`,
    at,
  };
}
