// The last 24 hours on one axis, in steps of 20 minutes that end at the present one.
import type { Scope } from "@minqing/core/access/scope";
import type { TimelineLane } from "@minqing/core/kpi/kpi";
import { caseBins } from "@minqing/geodata/kpi/case-queries";
import { speedBins } from "@minqing/geodata/kpi/traffic-queries";
import { rainBins, tideBins } from "@minqing/geodata/kpi/water-queries";
import type { ServerContext } from "../server-context.ts";
import { figurePlace } from "./figure-place.ts";

const STEP_S = 20 * 60;
const STEP_MS = STEP_S * 1000;
const STEPS = 72;
const STEPS_AN_HOUR = 3_600 / STEP_S;

/** `missing` stands where there is no datum: a gap, or 0 where the absence of rows means none. */
function lay<R extends { bin: number }>(
  rows: readonly R[],
  first: number,
  pick: (row: R) => number,
  missing: number | null,
) {
  const values = Array.from({ length: STEPS }, (): number | null => missing);
  for (const row of rows) {
    const at = row.bin - first;
    if (at >= 0 && at < STEPS) values[at] = pick(row);
  }
  return values;
}

export async function timelineLanes(
  { db, now }: Pick<ServerContext, "db" | "now">,
  scope: Scope,
  region: string,
): Promise<TimelineLane[]> {
  const place = figurePlace(scope, region, now());
  const end = Math.floor(place.now.getTime() / STEP_MS) * STEP_MS + STEP_MS;
  const from = new Date(end - STEPS * STEP_MS);
  const dayBefore = new Date(from.getTime() - STEPS * STEP_MS);
  const cases = await caseBins(db, place, dayBefore, STEP_S);
  const rain = await rainBins(db, place, from, STEP_S);
  const tide = await tideBins(db, place, dayBefore, STEP_S);
  const speed = await speedBins(db, place, from, STEP_S);
  const lane = (
    key: string,
    unit: string,
    values: (number | null)[],
    earlier: (number | null)[] | null,
  ): TimelineLane => ({
    ...{ key, unit, stepMs: STEP_MS, from: from.toISOString(), values },
    before: earlier?.some((value) => value !== null && value !== 0) === true ? earlier : null,
  });
  return [
    lane(
      "rain_mm_h",
      "mm/h",
      lay(rain, 0, (row) => row.mean * STEPS_AN_HOUR, null),
      null,
    ),
    lane(
      "rain_max_mm_h",
      "mm/h",
      lay(rain, 0, (row) => row.most * STEPS_AN_HOUR, null),
      null,
    ),
    lane(
      "cases",
      "件",
      lay(cases, STEPS, (row) => row.cases, 0),
      lay(cases, 0, (row) => row.cases, 0),
    ),
    lane(
      "cases_urgent",
      "件",
      lay(cases, STEPS, (row) => row.urgent, 0),
      lay(cases, 0, (row) => row.urgent, 0),
    ),
    lane(
      "tide_m",
      "m",
      lay(tide, STEPS, (row) => row.mean, null),
      lay(tide, 0, (row) => row.mean, null),
    ),
    lane(
      "speed_kmh",
      "km/h",
      lay(speed, 0, (row) => row.mean, null),
      null,
    ),
  ];
}
