// The icon inside a symbol, by the category of the case or the property of the alarm.
import type { IconName } from "../../design/icons.ts";

/** By category code of GB/T 30428.2; the first matching prefix counts. */
const BY_CATEGORY: readonly (readonly [prefix: string, icon: IconName])[] = [
  ["0110", "trash"],
  ["0111", "trash"],
  ["0112", "trash"],
  ["0113", "roadBlock"],
  ["0114", "roadBlock"],
  ["0117", "tree"],
  ["0118", "tree"],
  ["0119", "tree"],
  ["0120", "fire"],
  ["0122", "tree"],
  ["0125", "drop"],
  ["0126", "drop"],
  ["0128", "noise"],
  ["0129", "fire"],
  ["0130", "sewage"],
  ["0192", "trash"],
  ["02", "stall"],
  ["0301", "noise"],
  ["0302", "roadBlock"],
  ["03", "build"],
  ["0409", "car"],
  ["0410", "car"],
  ["0496", "siren"],
  ["04", "stall"],
  ["0501", "drop"],
  ["0502", "fire"],
  ["0503", "pipe"],
  ["0505", "roadBlock"],
  ["0506", "wave"],
  ["0508", "siren"],
  ["0597", "gauge"],
  ["0598", "silent"],
  ["05", "siren"],
  ["01", "trash"],
];

/** Component classes carry the suffix c. */
const BY_COMPONENT: readonly (readonly [prefix: string, icon: IconName])[] = [
  ["0137", "lamp"],
  ["0106", "manhole"],
  ["0107", "manhole"],
  ["0123", "manhole"],
  ["010", "manhole"],
  ["0301", "component"],
  ["030", "trash"],
  ["040", "tree"],
  ["02", "roadBlock"],
];

export function categoryIcon(code: string): IconName {
  const table = code.endsWith("c") ? BY_COMPONENT : BY_CATEGORY;
  return table.find(([prefix]) => code.startsWith(prefix))?.[1] ?? (code.endsWith("c") ? "component" : "alert");
}

const BY_PROPERTY: Record<string, IconName> = {
  water_level: "gauge",
  tide_level: "tide",
  rain_1h: "rain",
  rainfall: "rain",
  flood_depth: "wave",
  drain_level: "pipe",
  ammonia_nitrogen: "drop",
  dissolved_oxygen: "drop",
  pm25: "air",
  speed: "car",
};

/** An alarm without a property is about silence (失联). */
export const alarmIcon = (observedProperty: string | null): IconName =>
  observedProperty === null ? "silent" : (BY_PROPERTY[observedProperty] ?? "alert");
