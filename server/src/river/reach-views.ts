// Reads reaches with their state: that of their worst gauge, and the class of their water station's fresh sample.
import type { Scope } from "@minqing/core/access/scope";
import { levelState, type ReachState, type ReachView } from "@minqing/core/river/river";
import { type WaterLimits, waterClass } from "@minqing/core/river/water-class";
import type { Executor } from "@minqing/geodata/database";
import { freshSamples, type GaugeRow, gaugeLevels, listReaches, type SampleRow } from "@minqing/geodata/river/queries";
import { readSetting } from "@minqing/geodata/setting/queries";
import { z } from "zod";

const five = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()]);
const WaterLimitsSetting = z.record(z.string(), z.object({ direction: z.enum(["at-most", "at-least"]), limits: five }));

const WORST_FIRST: readonly ReachState[] = ["guarantee", "warning", "normal", "silent", "none"];

export function gaugeState(gauge: GaugeRow): ReachState {
  const level = gauge.levelM === null ? null : { valueM: gauge.levelM, stale: gauge.stale };
  // A gauge without limits can be normal or silent, never above a limit.
  return levelState(
    level,
    gauge.warningLevelM ?? Number.POSITIVE_INFINITY,
    gauge.guaranteeLevelM ?? Number.POSITIVE_INFINITY,
  );
}

const worst = (states: readonly ReachState[]): ReachState =>
  WORST_FIRST.find((state) => states.includes(state)) ?? "none";

function samplesByReach(rows: readonly SampleRow[]): Map<string, Record<string, number>> {
  const samples = new Map<string, Record<string, number>>();
  for (const { reachCode, observedProperty, value } of rows) {
    samples.set(reachCode, { ...samples.get(reachCode), [observedProperty]: value });
  }
  return samples;
}

const classNow = (
  sample: Record<string, number> | undefined,
  limits: Readonly<Record<string, WaterLimits>> | null,
): ReachView["waterClass"] => (sample === undefined || limits === null ? null : waterClass(sample, limits));

export async function reachViews(
  executor: Executor,
  scope: Scope,
  region: string | null,
  now: Date,
): Promise<ReachView[]> {
  const limits = await readSetting(executor, "river.water_limits", WaterLimitsSetting, now);
  const [reaches, gauges, samples] = await Promise.all([
    listReaches(executor, scope, region),
    gaugeLevels(executor, now),
    freshSamples(executor, Object.keys(limits ?? {}), now),
  ]);
  const statesByReach = Map.groupBy(gauges, (gauge) => gauge.reachCode);
  const sampleOf = samplesByReach(samples);
  return reaches.map((reach) => ({
    ...reach,
    state: worst((statesByReach.get(reach.code) ?? []).map(gaugeState)),
    waterClass: classNow(sampleOf.get(reach.code), limits),
  }));
}
