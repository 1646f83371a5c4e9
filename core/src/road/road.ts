// Road segments and how traffic moves on them. The four usual states: 畅通 缓行 拥堵 严重拥堵.
import { z } from "zod";

export const Congestion = z.enum(["unknown", "free", "slow", "jam", "severe"]);
export type Congestion = z.infer<typeof Congestion>;

export const RoadView = z
  .object({
    code: z.string(),
    name: z.string(),
    class: z.enum(["arterial", "secondary", "street"]),
    fromNode: z.number().int(),
    toNode: z.number().int(),
    lengthM: z.number(),
    freeSpeedKmh: z.number(),
    monitored: z.boolean(),
    regionCode: z.string(),
    /** [lon, lat] pairs from `fromNode` to `toNode`. */
    line: z.array(z.tuple([z.number(), z.number()])),
    synthetic: z.boolean(),
  })
  .meta({ id: "RoadView" });
export type RoadView = z.infer<typeof RoadView>;

/** Upper cuts of travel time index (实际 / 自由流行程时间) for free, slow and jam. Data of a city. */
export type CongestionCuts = readonly [free: number, slow: number, jam: number];

export function congestion(speedKmh: number | null, freeSpeedKmh: number, cuts: CongestionCuts): Congestion {
  if (speedKmh === null) return "unknown";
  const index = freeSpeedKmh / Math.max(speedKmh, 1);
  if (index < cuts[0]) return "free";
  if (index < cuts[1]) return "slow";
  return index < cuts[2] ? "jam" : "severe";
}
