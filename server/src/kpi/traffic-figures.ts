// Figures about traffic and air.
import { airQualityIndex, HJ_633_2012 } from "@minqing/core/air/aqi";
import type { Figure } from "@minqing/core/kpi/kpi";
import { congestion } from "@minqing/core/road/road";
import type { Executor } from "@minqing/geodata/database";
import { type AirRow, freshAir } from "@minqing/geodata/kpi/air-queries";
import type { FigurePlace } from "@minqing/geodata/kpi/figure-place";
import { roadSpeeds } from "@minqing/geodata/road/queries";
import { congestionCuts } from "../road/congestion-cuts.ts";
import { figure } from "./figure.ts";

const newest = (instants: readonly (Date | null)[]): Date | null =>
  instants.reduce((latest, at) => (at !== null && (latest === null || at > latest) ? at : latest), null);

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** The mean speed is compared with the 20 minutes around one hour ago. */
export async function trafficFigures(
  executor: Executor,
  place: FigurePlace,
  hourAgo: number | null,
): Promise<Figure[]> {
  const cuts = await congestionCuts(executor, place.now);
  const segments = await roadSpeeds(executor, place.scope, place.region, place.now);
  const fresh = segments.flatMap(({ stale, speedKmh, ...rest }) =>
    stale || speedKmh === null ? [] : [{ ...rest, speedKmh }],
  );
  const dataAt = newest(segments.map((segment) => segment.observedAt));
  const lengthM = fresh.reduce((sum, segment) => sum + segment.lengthM, 0);
  const weighted = fresh.reduce((sum, segment) => sum + segment.speedKmh * segment.lengthM, 0);
  const jams = fresh.filter(({ speedKmh, freeSpeedKmh }) =>
    ["jam", "severe"].includes(congestion(speedKmh, freeSpeedKmh, cuts)),
  );
  return [
    figure("road_mean_speed_kmh", lengthM === 0 ? null : weighted / lengthM, {
      unit: "km/h",
      dataAt,
      basis: "one_hour_ago",
      comparison: hourAgo,
    }),
    figure("road_jam_segments", jams.length, { unit: "段", dataAt, denominator: fresh.length }),
  ];
}

/** Of stations of whatever kind. */
const AIR_PROPERTIES = [...Object.keys(HJ_633_2012.concentrations), "temperature"];

/** The mean of the stations' indices; a station's index is that of its worst fresh pollutant. */
export async function airFigures(executor: Executor, place: FigurePlace): Promise<Figure[]> {
  const rows = await freshAir(executor, place, AIR_PROPERTIES);
  const stations = Map.groupBy(rows, (row) => row.thingId);
  const indices = [...stations.values()].flatMap((sample) => airQualityIndex(sampleOf(sample)) ?? []);
  const temperatures = rows.filter((row) => row.observedProperty === "temperature").map((row) => row.value);
  const index = mean(indices);
  const dataAt = newest(rows.map((row) => row.observedAt));
  return [
    figure("air_aqi", index === null ? null : Math.ceil(index), { unit: "", dataAt, denominator: indices.length }),
    figure("air_temperature_c", mean(temperatures), { unit: "℃", dataAt, denominator: temperatures.length }),
  ];
}

const sampleOf = (rows: readonly AirRow[]): Record<string, number> =>
  Object.fromEntries(rows.map((row) => [row.observedProperty, row.value]));
