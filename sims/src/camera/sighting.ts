// Which EventSort classes a camera's AI may detect, by the kind of place the camera shows.
import type { Place } from "../picture/backdrop.ts";
import type { Shape } from "../picture/objects.ts";

export interface SightingKind {
  eventSort: number;
  shape: Shape;
  places: readonly Place[];
  weight: number;
  /** Occurs only where it rains. */
  isWet: boolean;
}

const sighting = (
  eventSort: number,
  shape: Shape,
  places: readonly Place[],
  weight: number,
  isWet = false,
): SightingKind => ({
  eventSort,
  shape,
  places,
  weight,
  isWet,
});

const STREETS = ["street", "junction"] as const;
const WATERS = ["river", "harbour"] as const;

export const SIGHTINGS: readonly SightingKind[] = [
  sighting(661, "stall", ["street"], 9), // 无照游商
  sighting(660, "stall", ["street"], 6), // 店外经营
  sighting(640, "rubbish", STREETS, 10), // 地面垃圾
  sighting(683, "rubbish", ["street"], 5), // 打包垃圾
  sighting(680, "bin", ["street"], 7), // 垃圾桶满溢
  sighting(603, "car", STREETS, 10), // 机动车违停
  sighting(698, "pit", STREETS, 3), // 道路破损
  sighting(697, "rubbish", ["junction"], 3), // 道路遗撒
  sighting(691, "smoke", ["street", "river"], 2), // 露天焚烧
  sighting(692, "debris", WATERS, 7), // 水域不洁
  sighting(690, "debris", ["river"], 2), // 乱排污水
  sighting(628, "people", ["street", "harbour"], 2), // 人员聚集
  sighting(696, "puddle", STREETS, 30, true), // 道路积水
  sighting(699, "pit", STREETS, 1, true), // 路面塌陷
];

/** The detection in a routine picture, with a confidence that never opens a case. */
export const ROUTINE: Readonly<Record<Place, { eventSort: number; shape: Shape }>> = {
  street: { eventSort: 628, shape: "people" },
  junction: { eventSort: 628, shape: "car" },
  river: { eventSort: 620, shape: "gauge" },
  harbour: { eventSort: 636, shape: "boat" },
};

/** The kind of place that the cameras of a group show. */
export function placeOfGroup(group: string): Place {
  if (group.endsWith("沿线")) return "river";
  if (group.includes("海堤") || group.includes("渔港")) return "harbour";
  return group.endsWith("路口") ? "junction" : "street";
}
