// A region (行政区划) or grid cell (单元网格) as screens see it.
import { z } from "zod";
import { RegionKind } from "../organisation/region.ts";
import { RegionLevel } from "./codes.ts";

export const RegionView = z
  .object({
    code: z.string(),
    parentCode: z.string().nullable(),
    level: RegionLevel,
    kind: RegionKind,
    name: z.string(),
    nameEn: z.string().nullable(),
    population: z.number().int(),
    households: z.number().int(),
    areaM2: z.number(),
    bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
    labelPoint: z.tuple([z.number(), z.number()]),
    synthetic: z.boolean(),
  })
  .meta({ id: "RegionView" });
export type RegionView = z.infer<typeof RegionView>;

export const DepartmentView = z
  .object({
    id: z.string(),
    parentId: z.string().nullable(),
    name: z.string(),
    nameEn: z.string().nullable(),
    kind: z.string(),
    regionCode: z.string(),
    /** The first day on which it is no longer in force; null without an end. */
    validTo: z.string().nullable(),
  })
  .meta({ id: "DepartmentView" });
export type DepartmentView = z.infer<typeof DepartmentView>;
