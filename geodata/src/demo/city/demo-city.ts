// Generates the demo city (演示城市), the content of the database and the basemap, from the sources, a seed and a density.
// Pure and deterministic: the same input has the same output on every machine. Codes and names of divisions are real,
// county outlines and coast are real and simplified, everything else is generated.
import { camerasOf, type DemoCamera } from "./cameras.ts";
import { type Land, landFrom } from "./coast.ts";
import { componentsOf, type DemoComponent } from "./components.ts";
import { countyOutlines } from "./county-outlines.ts";
import { type DemoDepartment, departmentsOf } from "./departments.ts";
import type { CityFrame, CountyCell } from "./frame.ts";
import { type DemoGridCell, gridCells, gridCounts } from "./grid-cells.ts";
import { gridIndex } from "./locate.ts";
import { gridWorkerPhones, riverChiefPhones, vehicles } from "./moving-things.ts";
import { type DemoPerson, peopleOf } from "./people.ts";
import { type Plane, planeAt } from "./plane.ts";
import { type People, peopleOfVillages } from "./population.ts";
import { type DemoPost, postsOf } from "./posts.ts";
import { type DemoRegion, regionsOf } from "./regions.ts";
import { type Box, boxOfArea } from "./ring.ts";
import { riversOf } from "./rivers.ts";
import { roadsOf } from "./roads.ts";
import { withSharedCorners } from "./shared-corners.ts";
import type { CityCode, CitySources } from "./sources.ts";
import { spareThings } from "./spare-things.ts";
import { airStations, drainSensors, floodPoints, trafficSensors } from "./street-things.ts";
import { type DemoDatastream, type DemoThing, datastreamsOf } from "./things.ts";
import { type TownCell, townCells } from "./towns.ts";
import { type VillageCell, villageCells } from "./villages.ts";
import { rainGauges, riverGauges, tideGauges, waterStations } from "./water-things.ts";

export interface CityOptions {
  cityCode: CityCode;
  seed: string;
  /** 1 for the demo, 0.02 for tests, 3 for load tests. */
  densityScale: number;
}

export interface DemoCity extends CityOptions {
  name: string;
  nameEn: string;
  plane: Plane;
  frame: CityFrame;
  /** The map's window: the city and what lies around it. */
  window: Box;
  regions: DemoRegion[];
  cells: DemoGridCell[];
  departments: DemoDepartment[];
  posts: DemoPost[];
  people: DemoPerson[];
  things: DemoThing[];
  datastreams: DemoDatastream[];
  cameras: DemoCamera[];
  components: DemoComponent[];
}

const GRID_CELLS = 7_600;
const MONITORED_SEGMENTS = 420;
/** Walls are wide: the window shows more of the surroundings to the sides than above and below. */
const WINDOW_MARGIN_M = { x: 85_000, y: 40_000 };
/** Where the coast data end. */
const COAST_DATA = { west: 114, east: 117.68, north: 24 };

const CITY_NAMES: Readonly<Record<CityCode, { name: string; middle: readonly [number, number] }>> = {
  "441500": { name: "汕尾市", middle: [115.55, 23.0] },
  "440500": { name: "汕头市", middle: [116.7, 23.35] },
};

export function makeDemoCity(sources: CitySources, options: CityOptions): DemoCity {
  const { name, middle } = CITY_NAMES[options.cityCode];
  const plane = planeAt(middle[0], middle[1]);
  const { frame, window } = frameOf(sources, plane, options, name);
  const nameEn = (code: string): string | null => sources.namesEn[code] ?? null;
  const departments = departmentsOf(frame, nameEn);
  const things = thingsOf(frame);
  return {
    ...options,
    name,
    nameEn: nameEn(options.cityCode) ?? name,
    plane,
    frame,
    window,
    regions: regionsOf(frame, nameEn),
    cells: [...frame.cells],
    departments,
    posts: postsOf(departments),
    people: peopleOf(frame, departments),
    things,
    datastreams: datastreamsOf(things),
    cameras: camerasOf(frame, things),
    components: componentsOf(frame),
  };
}

interface Units {
  counties: CountyCell[];
  towns: TownCell[];
  villages: VillageCell[];
  people: Map<string, People>;
}

function frameOf(
  sources: CitySources,
  plane: Plane,
  options: CityOptions,
  name: string,
): { frame: CityFrame; window: Box } {
  const outlines = countyOutlines(sources, plane);
  const area = outlines.flatMap((outline) => outline.area);
  const box = boxOfArea(area);
  const [west, north] = plane.toMetres([COAST_DATA.west, COAST_DATA.north]);
  const [east] = plane.toMetres([COAST_DATA.east, COAST_DATA.north]);
  const window = {
    minX: Math.max(west, box.minX - WINDOW_MARGIN_M.x),
    minY: box.minY - WINDOW_MARGIN_M.y,
    maxX: Math.min(east, box.maxX + WINDOW_MARGIN_M.x),
    maxY: Math.min(north, box.maxY + WINDOW_MARGIN_M.y),
  };
  const land = landFrom(sources.coast, plane, window);
  const units = unitsOf(sources, plane, new Map(outlines.map((o) => [o.name, o.area])), land, options.seed);
  const counts = gridCounts(units.people, Math.round(GRID_CELLS * options.densityScale));
  const cells = withSharedCorners(
    units.villages.flatMap((village) => {
      const people = units.people.get(village.code) ?? { population: 0, households: 0 };
      return gridCells(village, counts.get(village.code) ?? 1, people, options.seed);
    }),
  );
  const grid = gridIndex(cells);
  const { rivers, reaches } = riversOf({
    sources,
    plane,
    city: area,
    land,
    grid,
    townNames: new Map(units.towns.map((town) => [town.code, town.name])),
  });
  const roads = roadsOf({
    towns: units.towns,
    villages: units.villages,
    city: area,
    land,
    grid,
    seed: options.seed,
    monitoredCount: Math.max(4, Math.round(MONITORED_SEGMENTS * options.densityScale)),
  });
  const { cityCode: code, seed, densityScale } = options;
  return {
    window,
    frame: { code, name, seed, densityScale, ...units, grid, cells, land, area, roads, rivers, reaches },
  };
}

function unitsOf(
  sources: CitySources,
  plane: Plane,
  outlines: ReadonlyMap<string, CountyCell["area"]>,
  land: Land,
  seed: string,
): Units {
  const units: Units = { counties: [], towns: [], villages: [], people: new Map() };
  for (const county of sources.divisions.areas) {
    const area = outlines.get(county.name);
    const population = sources.populations.get(county.code);
    if (!area || population === undefined) throw new Error(`expected outline and census of ${county.name}, got none`);
    const towns = townCells(sources, { code: county.code, area }, county.streets, plane);
    const villages = county.streets.flatMap((street) => {
      const town = towns.find(({ code }) => code === street.code);
      return town ? villageCells(town, street.villages, land, seed) : [];
    });
    units.counties.push({ code: county.code, name: county.name, area });
    units.towns.push(...towns);
    units.villages.push(...villages);
    for (const [code, people] of peopleOfVillages(villages, population)) units.people.set(code, people);
  }
  return units;
}

function thingsOf(frame: CityFrame): DemoThing[] {
  const things = [
    ...rainGauges(frame),
    ...riverGauges(frame),
    ...tideGauges(frame),
    ...waterStations(frame),
    ...airStations(frame),
    ...drainSensors(frame),
    ...floodPoints(frame),
    ...trafficSensors(frame),
    ...vehicles(frame),
    ...gridWorkerPhones(frame),
    ...riverChiefPhones(frame),
  ];
  return [...things, ...spareThings(frame, things)];
}
