// Reads and checks the files from which the demo city is made. Origins and licences: geodata/data/PROVENANCE.md.
import { readFileSync } from "node:fs";
import { z } from "zod";
import type { LonLat } from "./plane.ts";

const Position = z.tuple([z.number(), z.number()]).transform(([lon, lat]): LonLat => [lon, lat]);
const Polygon = z.object({ type: z.literal("Polygon"), coordinates: z.array(z.array(Position)) });
const MultiPolygon = z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(z.array(z.array(Position))) });
const LineString = z.object({ type: z.literal("LineString"), coordinates: z.array(Position) });

const CountyFile = z.object({
  features: z.array(
    z.object({
      properties: z.object({ name: z.string() }),
      geometry: z.discriminatedUnion("type", [Polygon, MultiPolygon]),
    }),
  ),
});
const CoastFile = z.object({ features: z.array(z.object({ geometry: LineString })) });
const RiverFile = z.object({
  features: z.array(
    z.object({
      properties: z.object({ id: z.string(), name: z.string(), level: z.number().int(), source: z.string() }),
      geometry: LineString,
    }),
  ),
});
const Village = z.tuple([z.string().regex(/^\d{12}$/), z.string()]).transform(([code, name]) => ({ code, name }));
const DivisionFile = z.object({
  cities: z.array(
    z.object({
      code: z.string().regex(/^\d{4}$/),
      areas: z.array(
        z.object({
          code: z.string().regex(/^\d{6}$/),
          name: z.string(),
          streets: z.array(
            z.object({ code: z.string().regex(/^\d{9}$/), name: z.string(), villages: z.array(Village) }),
          ),
        }),
      ),
    }),
  ),
});
const Seat = z.object({ code: z.string(), name: z.string(), lng: z.coerce.number(), lat: z.coerce.number() });
const Census = z.object({ code: z.string(), name: z.string(), population_2020: z.coerce.number().int() });

export const DEMO_CITY_CODES = ["441500", "440500"] as const;
export type CityCode = (typeof DEMO_CITY_CODES)[number];
export const isDemoCity = (code: string): code is CityCode => (DEMO_CITY_CODES as readonly string[]).includes(code);
export type Divisions = z.infer<typeof DivisionFile>["cities"][number];

export interface CitySources {
  /** Outlines in GCJ-02, first ring of every polygon; the files have no holes. */
  counties: { name: string; outlines: LonLat[][] }[];
  /** Land lies left of every line. Both cities' files together: the window of one needs the coast of the other. */
  coast: LonLat[][];
  rivers: { id: string; name: string; level: number; source: string; line: LonLat[] }[];
  divisions: Divisions;
  seats: Map<string, LonLat>;
  populations: Map<string, number>;
  namesEn: Readonly<Record<string, string>>;
}

const text = (name: string): string => readFileSync(new URL(`../../../data/${name}`, import.meta.url), "utf8");

function table(name: string): Record<string, string>[] {
  const [head = "", ...rows] = text(name).trim().split(/\r?\n/);
  const columns = head.split(",");
  return rows.map((row) => Object.fromEntries(row.split(",").map((cell, i) => [columns[i] ?? "", cell])));
}

export function readSources(cityCode: CityCode): CitySources {
  const divisions = DivisionFile.parse(JSON.parse(text("divisions-4405-4415.json")));
  const city = divisions.cities.find((candidate) => candidate.code === cityCode.slice(0, 4));
  if (!city) throw new Error(`expected a city with division codes ${cityCode.slice(0, 4)}, got ${cityCode}`);
  const counties = CountyFile.parse(JSON.parse(text(`${cityCode}-counties.gcj02.geojson`)));
  const coast = DEMO_CITY_CODES.flatMap((code) => {
    const file = CoastFile.parse(JSON.parse(text(`${code}-coast.wgs84.geojson`)));
    return file.features.map((feature) => feature.geometry.coordinates);
  });
  const rivers = RiverFile.parse(JSON.parse(text("rivers.approx.wgs84.geojson")));
  return {
    counties: counties.features.map(({ properties, geometry }) => ({
      name: properties.name,
      outlines: outlinesOf(geometry),
    })),
    coast,
    rivers: rivers.features.map(({ properties, geometry }) => ({ ...properties, line: geometry.coordinates })),
    divisions: city,
    seats: new Map(table("town-seats.approx.csv").map((row) => seatOf(Seat.parse(row)))),
    populations: new Map(
      table("census2020-county.csv").map((row) => {
        const { code, population_2020 } = Census.parse(row);
        return [code, population_2020];
      }),
    ),
    namesEn: z.record(z.string(), z.string()).parse(JSON.parse(text("names-en.json"))),
  };
}

const seatOf = ({ code, lng, lat }: z.infer<typeof Seat>): [string, LonLat] => [code, [lng, lat]];

function outlinesOf(geometry: z.infer<typeof Polygon> | z.infer<typeof MultiPolygon>): LonLat[][] {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.flatMap((rings) => rings.slice(0, 1));
}
