// What the city says of categories, properties and groups of cameras; the wall shows what has no row without it.
import type { CameraGroup } from "@minqing/core/camera/camera-group";
import type { CaseCategory } from "@minqing/core/case/category";
import type { ObservedProperty } from "@minqing/core/thing/property";
import { listCategories } from "../../api/cases.ts";
import { listCameraGroups, listProperties } from "../../api/reference.ts";

export interface WallReference {
  /** By code. */
  categories: ReadonlyMap<string, CaseCategory>;
  /** By key. */
  properties: ReadonlyMap<string, ObservedProperty>;
  /** By name. */
  cameraGroups: ReadonlyMap<string, CameraGroup>;
}

export const NO_REFERENCE: WallReference = { categories: new Map(), properties: new Map(), cameraGroups: new Map() };

export async function readReference(): Promise<WallReference> {
  const [categories, properties, cameraGroups] = await Promise.all([
    listCategories(),
    listProperties(),
    listCameraGroups(),
  ]);
  return {
    categories: new Map(categories.map((row) => [row.code, row])),
    properties: new Map(properties.map((row) => [row.key, row])),
    cameraGroups: new Map(cameraGroups.map((row) => [row.name, row])),
  };
}
