// Rivers with chainage (桩号, metres from the mouth), cut into reaches (河段) at town borders. Courses are approximate.
import type { Land } from "./coast.ts";
import type { GridIndex } from "./locate.ts";
import type { Area, Line, Plane, Point } from "./plane.ts";
import { lengthOf, pointAlong, resampled, stretchOf } from "./polyline.ts";
import { areaContains, at, distanceM } from "./ring.ts";
import { shortTown } from "./short-name.ts";
import type { CitySources } from "./sources.ts";

export interface DemoRiver {
  id: string;
  name: string;
  nameEn: string | null;
  lengthM: number;
  precision: string;
  /** From the head to the mouth. */
  lines: Line[];
}

export interface DemoReach {
  code: string;
  riverId: string;
  riverName: string;
  name: string;
  chainageFromM: number;
  chainageToM: number;
  /** Town. */
  regionCode: string;
  waterTarget: "II" | "III" | "IV";
  /** From the head side to the mouth side. */
  line: Line;
}

const STEP_M = 100;
/** A shorter stretch in a town joins the reach upstream: a border along the river makes many of them. */
const MIN_REACH_M = 800;

export interface RiverInput {
  sources: CitySources;
  plane: Plane;
  city: Area;
  land: Land;
  grid: GridIndex;
  townNames: ReadonlyMap<string, string>;
}

export function riversOf(input: RiverInput): { rivers: DemoRiver[]; reaches: DemoReach[] } {
  const rivers: DemoRiver[] = [];
  const reaches: DemoReach[] = [];
  const courses = input.sources.rivers
    .filter(({ id }) => !SURVEYED_ELSEWHERE.has(id))
    .map((source) => ({ source, line: source.line.map(input.plane.toMetres) }));
  for (const { source, line: drawn } of courses) {
    const others = courses.filter((course) => course.source !== source).map((course) => course.line);
    const line = resampled(toTheShore(drawn, others, input), STEP_M);
    if (!line.some((p) => areaContains(input.city, p))) continue;
    rivers.push({
      id: source.id,
      name: RIVER_NAMES[source.id]?.[0] ?? source.name,
      nameEn: RIVER_NAMES[source.id]?.[1] ?? null,
      lengthM: lengthOf(line),
      precision: source.source === "estimate" ? "approximate, ±1–3 km" : "approximate",
      lines: [line],
    });
    reaches.push(...reachesOf({ ...source, name: RIVER_NAMES[source.id]?.[0] ?? source.name }, line, input));
  }
  return { rivers, reaches };
}

/** Sketched courses for which GSHHG has better lines. */
const SURVEYED_ELSEWHERE: ReadonlySet<string> = new Set(["hanjiang-xixi", "waisha", "lianyang"]);

/** Names as the map shows them. */
const RIVER_NAMES: Readonly<Record<string, readonly [string, string]>> = {
  xinjin: ["新津河", "Xinjin River"],
  meixi: ["梅溪河", "Meixi River"],
  yifeng: ["义丰溪", "Yifeng Brook"],
  rongjiang: ["榕江", "Rong River"],
  lianjiang: ["练江", "Lian River"],
  luohe: ["螺河", "Luo River"],
  huangjiang: ["黄江", "Huang River"],
  chishi: ["赤石河", "Chishi River"],
  wukan: ["乌坎河", "Wukan River"],
  "gshhg-han-0": ["韩江", "Han River"],
  "gshhg-han-1": ["韩江东溪", "Han River East Branch"],
};

/** A mouth this near to another river flows into it. */
const CONFLUENCE_M = 2500;
const MAX_EXTENSION_M = 8000;

/** A sketch may run into the sea or end before it: the mouth is moved to where the course meets the shore. */
function toTheShore(line: Line, others: readonly Line[], { city, land }: RiverInput): Line {
  const points = resampled(line, STEP_M);
  const isDry = (p: Point): boolean => areaContains(city, p) || land.contains(p);
  let last = points.length - 1;
  while (last > 1 && !isDry(at(points, last))) last--;
  const course = points.slice(0, last + 1);
  const mouth = at(course, -1);
  const flowsInto = (other: Line): boolean =>
    other.some((p) => distanceM(p, mouth) < CONFLUENCE_M && distanceM(p, at(other, -1)) > CONFLUENCE_M);
  if (others.some(flowsInto)) return course;
  const { direction } = pointAlong(course, lengthOf(course));
  for (let further = STEP_M; further <= MAX_EXTENSION_M; further += STEP_M) {
    const next: Point = [mouth[0] + direction[0] * further, mouth[1] + direction[1] * further];
    if (!isDry(next)) return [...course, next];
  }
  return course;
}

interface Run {
  town: string | null;
  from: number;
  to: number;
}

function reachesOf(river: { id: string; name: string; level: number }, line: Line, input: RiverInput): DemoReach[] {
  const length = lengthOf(line);
  const counts = new Map<string, number>();
  return mergedRuns(runsOf(line, input)).flatMap(({ town, from, to }) => {
    if (town === null) return [];
    const number = (counts.get(town) ?? 0) + 1;
    counts.set(town, number);
    const name = `${river.name}${shortTown(input.townNames.get(town) ?? town)}段`;
    return {
      code: `${river.id}-${town}-${number}`,
      riverId: river.id,
      riverName: river.name,
      name: number === 1 ? name : `${name}（${number}）`,
      chainageFromM: Math.round(length - to),
      chainageToM: Math.round(length - from),
      regionCode: town,
      waterTarget: from < length / 3 ? ("II" as const) : river.level === 1 ? ("III" as const) : ("IV" as const),
      line: stretchOf(line, from, to),
    };
  });
}

function runsOf(line: Line, { grid }: RiverInput): Run[] {
  const length = lengthOf(line);
  const townAt = (distance: number): string | null =>
    grid.find(pointAlong(line, distance).point)?.villageCode.slice(0, 9) ?? null;
  const runs: Run[] = [];
  for (let distance = 0; distance < length; distance += STEP_M) {
    const town = townAt(Math.min(length, distance + STEP_M / 2));
    const to = Math.min(length, distance + STEP_M);
    const current = runs.at(-1);
    if (current && current.town === town) current.to = to;
    else runs.push({ town, from: distance, to });
  }
  return runs;
}

function mergedRuns(runs: readonly Run[]): Run[] {
  const merged: Run[] = [];
  for (const run of runs) {
    const previous = merged.at(-1);
    const isShort = run.to - run.from < MIN_REACH_M;
    if (previous && (previous.town === run.town || (isShort && previous.town !== null))) previous.to = run.to;
    else merged.push({ ...run });
  }
  return merged;
}
