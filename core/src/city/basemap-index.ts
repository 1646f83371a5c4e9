// Contents of the folder of a built-in basemap (底图): `index.json` and the GeoJSON files that it names.
import { z } from "zod";

/**
 * Layer ids in drawing order. Polygons: sea (the window, paint it first), land (neighbours), county, town, village,
 * zone (功能区, hatched). Lines: the three border layers (inner borders only, so that no line is drawn twice), coast,
 * county_outer, roads, river, reach. Points: label.
 */
export const BASEMAP_LAYERS = [
  "sea",
  "land",
  "county",
  "town",
  "village",
  "zone",
  "village_line",
  "town_line",
  "county_line",
  "county_outer",
  "coast",
  "road_street",
  "road_secondary",
  "road_arterial",
  "river",
  "reach",
  "label",
] as const;
export const BasemapLayerId = z.enum(BASEMAP_LAYERS);
export type BasemapLayerId = z.infer<typeof BasemapLayerId>;

const Bbox = z.tuple([z.number(), z.number(), z.number(), z.number()]);

export const BasemapIndex = z.object({
  cityCode: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  /** Of the city. */
  bbox: Bbox,
  /** Of the land and sea drawn around the city. */
  window: Bbox,
  synthetic: z.boolean(),
  noteZh: z.string(),
  noteEn: z.string(),
  attribution: z.array(z.string()),
  layers: z.array(
    z.object({
      id: BasemapLayerId,
      file: z.string(),
      features: z.number().int(),
      bytes: z.number().int(),
      synthetic: z.boolean(),
    }),
  ),
  /** Grid cells (单元网格) lie in one file per town, loaded on drill-down. */
  towns: z.array(z.object({ code: z.string(), name: z.string(), bbox: Bbox, gridFile: z.string() })),
});
export type BasemapIndex = z.infer<typeof BasemapIndex>;

/** Properties of a label point. */
export interface BasemapLabel {
  kind: "county" | "town" | "village" | "zone" | "river" | "sea" | "neighbour";
  code: string | null;
  name: string;
  nameEn: string | null;
}
