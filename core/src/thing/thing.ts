// A thing (感知设备) and its datastreams, in the terms of OGC SensorThings.
import { z } from "zod";

export const THING_KINDS = [
  "rain_gauge", // 雨量站
  "river_level", // 河道水位站
  "tide_gauge", // 潮位站
  "water_quality", // 水质站
  "air_station", // 空气站
  "drain_level", // 管网液位
  "flood_point", // 易涝点
  "traffic_sensor", // 路段检测器
  "vehicle", // 车辆
  "patrol", // 巡查终端
] as const;
export const ThingKind = z.enum(THING_KINDS);
export type ThingKind = z.infer<typeof ThingKind>;

export const Latest = z.object({
  value: z.union([z.number(), z.string(), z.boolean()]),
  observedAt: z.iso.datetime(),
});

export const DatastreamView = z.object({
  id: z.number().int(),
  observedProperty: z.string(),
  unit: z.string(),
  /** Expected time between two observations. */
  expectedIntervalMs: z.number().int(),
  /** Vertical datum of a level; null where it has no meaning. */
  datum: z.string().nullable(),
  latest: Latest.nullable(),
  stale: z.boolean(),
});
export type DatastreamView = z.infer<typeof DatastreamView>;

export const ThingView = z.object({
  id: z.string(),
  /** Short number of the thing in binary frames. */
  no: z.number().int(),
  kind: ThingKind,
  name: z.string(),
  regionCode: z.string(),
  regionName: z.string(),
  position: z.tuple([z.number(), z.number()]).nullable(),
  reachCode: z.string().nullable(),
  roadCode: z.string().nullable(),
  attributes: z.record(z.string(), z.unknown()),
  status: z.enum(["online", "offline", "unknown"]),
  spare: z.boolean(),
  synthetic: z.boolean(),
  datastreams: z.array(DatastreamView),
});
export type ThingView = z.infer<typeof ThingView>;

/** Stale after three expected intervals: the same rule for numbers, icons and aggregates. */
export const STALE_INTERVALS = 3;

export const isStale = (observedAtMs: number, expectedIntervalMs: number, nowMs: number): boolean =>
  nowMs - observedAtMs > STALE_INTERVALS * expectedIntervalMs;
