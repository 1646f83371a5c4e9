// Things (感知设备) and their datastreams as the generator makes them.
import type { DemoThingKind } from "@minqing/core/thing/demo-kinds";
import type { Point } from "./plane.ts";

export interface DemoThing {
  /** Also the device's user name at the broker. */
  id: string;
  kind: DemoThingKind;
  name: string;
  /** Grid cell. */
  regionCode: string;
  at: Point;
  reachCode: string | null;
  roadCode: string | null;
  departmentId: string | null;
  attributes: Readonly<Record<string, string | number | boolean>>;
  spare: boolean;
}

interface StreamPlan {
  observedProperty: string;
  expectedIntervalMs: number;
}

/** Vertical datums (高程基准) of the demo city. Levels of different datums are never compared. */
export const RIVER_DATUM = "1985国家高程基准";
export const TIDE_DATUM = "珠江基面";

const SECOND = 1000;
const every = (intervalMs: number, ...properties: string[]): StreamPlan[] =>
  properties.map((observedProperty) => ({ observedProperty, expectedIntervalMs: intervalMs }));

const STREAMS: Readonly<Record<DemoThingKind, readonly StreamPlan[]>> = {
  rain_gauge: every(60 * SECOND, "rainfall", "rain_1h"),
  river_level: every(60 * SECOND, "water_level"),
  tide_gauge: every(60 * SECOND, "tide_level"),
  water_quality: every(
    300 * SECOND,
    "water_temperature",
    "ph",
    "dissolved_oxygen",
    "permanganate_index",
    "ammonia_nitrogen",
    "total_phosphorus",
    "turbidity",
  ),
  air_station: every(300 * SECOND, "pm25", "pm10", "o3", "no2", "so2", "co", "temperature", "humidity", "wind_speed"),
  drain_level: every(120 * SECOND, "drain_level"),
  flood_point: every(60 * SECOND, "flood_depth"),
  traffic_sensor: every(60 * SECOND, "speed", "volume", "occupancy"),
  vehicle: every(10 * SECOND, "speed", "heading", "duty"),
  patrol: every(15 * SECOND, "speed", "heading", "battery"),
};

export interface DemoDatastream {
  id: number;
  thingId: string;
  observedProperty: string;
  expectedIntervalMs: number;
  datum: string | null;
}

const datumOf = (observedProperty: string): string | null =>
  observedProperty === "water_level" ? RIVER_DATUM : observedProperty === "tide_level" ? TIDE_DATUM : null;

export function datastreamsOf(things: readonly DemoThing[]): DemoDatastream[] {
  let id = 0;
  return things.flatMap((thing) =>
    STREAMS[thing.kind].map((plan) => {
      id += 1;
      return { id, thingId: thing.id, ...plan, datum: datumOf(plan.observedProperty) };
    }),
  );
}
