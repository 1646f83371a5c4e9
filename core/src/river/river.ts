// Rivers, reaches (河段) and their state by gauges and stations.
import { z } from "zod";
import { WaterClass, WaterTarget } from "./water-class.ts";

/** guarantee: over 保证水位; warning: over 警戒水位; silent: no fresh level; none: no gauge on the reach. */
export const ReachState = z.enum(["guarantee", "warning", "normal", "silent", "none"]);
export type ReachState = z.infer<typeof ReachState>;

export const ReachView = z
  .object({
    code: z.string(),
    riverId: z.string(),
    riverName: z.string(),
    name: z.string(),
    chainageFromM: z.number(),
    chainageToM: z.number(),
    regionCode: z.string(),
    waterTarget: WaterTarget,
    /** The class that the reach's water station reports now; null without a fresh report. */
    waterClass: WaterClass.nullable(),
    state: ReachState,
    chiefName: z.string().nullable(),
    lastPatrolAt: z.iso.datetime().nullable(),
    synthetic: z.boolean(),
  })
  .meta({ id: "ReachView" });
export type ReachView = z.infer<typeof ReachView>;

/** State of a gauge from its level and its two limits, all in metres on one datum. [SL 323 WRZ, GRZ] */
export function levelState(
  level: { valueM: number; stale: boolean } | null,
  warningM: number,
  guaranteeM: number,
): ReachState {
  if (level === null || level.stale) return "silent";
  if (level.valueM >= guaranteeM) return "guarantee";
  return level.valueM >= warningM ? "warning" : "normal";
}
