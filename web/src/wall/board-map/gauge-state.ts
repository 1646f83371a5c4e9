// The state of a gauge for the wall: warning state, difference to 警戒, water on the staff.

import type { Priority } from "@minqing/core/alarm/priority";
import { levelState, type ReachState } from "@minqing/core/river/river";
import { mainProperty, type Station } from "../data/station.ts";

export interface GaugeState {
  state: ReachState;
  valueM: number | null;
  observedAtMs: number | null;
  warningM: number;
  guaranteeM: number;
  /** Height over 警戒水位; null without a fresh level. */
  overM: number | null;
  /** 0…1 of the staff, with 警戒 at 0.6 and 保证 at 0.86 for every station; null without a fresh level. */
  fill: number | null;
  stale: boolean;
}

/** Shares of the staff at which the two limits stand. [mocks: 60 % and 86 %] */
export const WARNING_SHARE = 0.6;
export const GUARANTEE_SHARE = 0.86;

const numberOf = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;

function staffShare(valueM: number, bedM: number, warningM: number, guaranteeM: number): number {
  if (valueM >= warningM) {
    const share = (valueM - warningM) / Math.max(guaranteeM - warningM, 0.01);
    return Math.min(1, WARNING_SHARE + share * (GUARANTEE_SHARE - WARNING_SHARE));
  }
  return Math.max(0, ((valueM - bedM) / Math.max(warningM - bedM, 0.01)) * WARNING_SHARE);
}

/** Null when the station has no limits, because its state cannot be determined. */
export function gaugeState(station: Station, property = mainProperty(station)): GaugeState | null {
  const { thing, readings } = station;
  const warningM = numberOf(thing.attributes["warningLevelM"]);
  const guaranteeM = numberOf(thing.attributes["guaranteeLevelM"]);
  if (warningM === null || guaranteeM === null) return null;
  const reading = property === null ? undefined : readings[property];
  const valueM = reading?.value ?? null;
  const stale = reading === undefined || reading.stale;
  const bedM = numberOf(thing.attributes["bedLevelM"]) ?? warningM - 4;
  const level = valueM === null ? null : { valueM, stale };
  return {
    state: levelState(level, warningM, guaranteeM),
    valueM,
    observedAtMs: reading?.observedAtMs ?? null,
    warningM,
    guaranteeM,
    overM: valueM === null || stale ? null : valueM - warningM,
    fill: valueM === null || stale ? null : staffShare(valueM, bedM, warningM, guaranteeM),
    stale,
  };
}

export const GAUGE_PRIORITY: Record<ReachState, Priority | null> = {
  guarantee: 1,
  warning: 2,
  normal: null,
  silent: null,
  none: null,
};

export const GAUGE_COLOURS: Record<ReachState, string> = {
  guarantee: "#FF4D4F",
  warning: "#FF9F2E",
  normal: "#8FB6DA",
  silent: "#8FA3B8",
  none: "#8FA3B8",
};

/** By danger, then by height over the limit; silent gauges come last. */
export function compareGauges(a: GaugeState, b: GaugeState): number {
  const rank = (g: GaugeState) => (g.state === "guarantee" ? 0 : g.state === "warning" ? 1 : g.stale ? 3 : 2);
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  const [overA, overB] = [a.overM ?? Number.NEGATIVE_INFINITY, b.overM ?? Number.NEGATIVE_INFINITY];
  return overA === overB ? 0 : overB - overA;
}
