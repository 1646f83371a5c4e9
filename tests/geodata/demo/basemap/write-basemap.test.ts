import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { BASEMAP_LAYERS, BasemapIndex } from "@minqing/core/city/basemap-index";
import { writeBasemap } from "@minqing/geodata/demo/basemap/write-basemap";
import { afterAll, describe, expect, test } from "vitest";
import { isNight } from "../../../services/night.ts";
import { fullCity } from "../city/fast-city.ts";

type Geometry =
  | { type: "Point"; coordinates: number[] }
  | { type: "LineString" | "MultiLineString" | "MultiPolygon"; coordinates: number[][][] };
interface FeatureCollection {
  features: { geometry: Geometry; properties: Record<string, unknown> }[];
}

const dataDir = mkdtempSync(join(tmpdir(), "minqing-basemap-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe.each(isNight ? (["441500", "440500"] as const) : (["441500"] as const))("basemap of %s", (code) => {
  const folder = join(dataDir, "basemap", code);
  const read = (file: string): FeatureCollection => JSON.parse(readFileSync(join(folder, file), "utf8"));

  test("every layer of the contract is there and all of it stays below 3 MB gzip", { timeout: 120_000 }, async () => {
    const index = await writeBasemap(fullCity(code), dataDir);
    expect(BasemapIndex.parse(JSON.parse(readFileSync(join(folder, "index.json"), "utf8")))).toEqual(index);
    expect(index.layers.map(({ id }) => id)).toEqual([...BASEMAP_LAYERS]);
    for (const { file, features } of index.layers) expect(read(file).features).toHaveLength(features);
    const files = [...index.layers.map(({ file }) => file), ...index.towns.map(({ gridFile }) => gridFile)];
    const size = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
    expect(size).toBeLessThan(3_000_000);
    expect(readdirSync(join(folder, "grids"))).toHaveLength(index.towns.length);
  });

  test("labels are points inside the map's window", () => {
    const { window } = BasemapIndex.parse(JSON.parse(readFileSync(join(folder, "index.json"), "utf8")));
    const labels = read("label.json").features;
    expect(labels.length).toBeGreaterThan(900);
    for (const { geometry, properties } of labels) {
      if (geometry.type !== "Point")
        throw new Error(`expected a point for ${properties?.["name"]}, got ${geometry.type}`);
      const [lon = 0, lat = 0] = geometry.coordinates;
      expect(
        lon > window[0] && lon < window[2] && lat > window[1] && lat < window[3],
        String(properties?.["name"]),
      ).toBe(true);
    }
  });

  test("inner borders do not run along outer ones", () => {
    const positions = (file: string): string[] =>
      read(file).features.flatMap(({ geometry }) =>
        geometry.type === "MultiLineString"
          ? geometry.coordinates.flatMap((line) => line.slice(1, -1).map(String))
          : [],
      );
    const outer = new Set([...positions("county-line.json"), ...positions("county-outer.json")]);
    expect(outer.size).toBeGreaterThan(500);
    expect(positions("town-line.json").filter((position) => outer.has(position))).toEqual([]);
    expect(positions("village-line.json").filter((position) => outer.has(position))).toEqual([]);
  });
});
