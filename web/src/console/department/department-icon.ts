// The icon of a kind of department; "people" for an unknown kind.
import type { IconName } from "../../design/icons.ts";

const ICON_BY_KIND: Readonly<Record<string, IconName>> = {
  urban_management: "stall",
  sanitation: "trash",
  water: "drop",
  emergency: "siren",
  fire: "fire",
  traffic_police: "car",
  transport: "roadBlock",
  environment: "air",
  housing: "build",
  agriculture: "tree",
  station: "lamp",
};

export const departmentIcon = (kind: string): IconName => ICON_BY_KIND[kind] ?? "people";
