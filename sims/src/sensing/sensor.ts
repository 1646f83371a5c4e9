// A simulated sensor: a pure function from an instant to the values of its properties.
import type { Position } from "@minqing/core/geo/position";
import type { ThingView } from "@minqing/core/thing/thing";
import type { World } from "../world.ts";

export interface Site {
  id: string;
  position: Position;
  attributes: ThingView["attributes"];
}

/** `intervalMs` is the time since the previous reading, over which a rain gauge counts. */
export interface Instant {
  atMs: number;
  intervalMs: number;
}

export type Values = Record<string, number | string>;

export type Sensor = (world: World, site: Site, instant: Instant) => Values;

/** Numeric attribute of a site; `otherwise` for a city that has no such attribute. */
export function numberOf(site: Pick<Site, "attributes">, name: string, otherwise: number): number {
  const value = site.attributes[name];
  return typeof value === "number" ? value : otherwise;
}

export const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
