// Figures about alarms, devices, cameras, components and patrols.
import type { Figure } from "@minqing/core/kpi/kpi";
import type { Executor } from "@minqing/geodata/database";
import { alarmCounts, assetCounts, deviceCounts } from "@minqing/geodata/kpi/board-queries";
import type { FigurePlace } from "@minqing/geodata/kpi/figure-place";
import { figure, ratio } from "./figure.ts";
import { before } from "./figure-place.ts";

const DAY_MS = 86_400_000;
const basis = "yesterday_same_time" as const;

export async function alarmFigures(executor: Executor, place: FigurePlace): Promise<Figure[]> {
  const counts = await alarmCounts(executor, place);
  const isKnown = counts.knownSince !== null && counts.knownSince <= before(place.now, DAY_MS);
  const parts = (comparison: number) => ({
    unit: "条",
    dataAt: counts.newestAt,
    basis,
    comparison: isKnown ? comparison : null,
  });
  return [
    figure("alarms_open", counts.open, parts(counts.openYesterday)),
    figure("alarms_p1", counts.openP1, parts(counts.openP1Yesterday)),
    figure("alarms_p2", counts.openP2, parts(counts.openP2Yesterday)),
    figure("alarms_unacknowledged", counts.unacknowledged, { unit: "条", dataAt: counts.newestAt }),
  ];
}

export async function deviceFigures(executor: Executor, place: FigurePlace): Promise<Figure[]> {
  const counts = await deviceCounts(executor, place);
  const dataAt = counts.newestAt;
  return [
    figure("things_online_rate", ratio(counts.thingsOnline, counts.things), {
      unit: "ratio",
      dataAt,
      denominator: counts.things,
    }),
    figure("things_fresh_rate", ratio(counts.streamsFresh, counts.streams), {
      unit: "ratio",
      dataAt,
      denominator: counts.streams,
    }),
    figure("vehicles_online", counts.vehiclesOnline, { unit: "辆", dataAt, denominator: counts.vehicles }),
  ];
}

export async function assetFigures(executor: Executor, place: FigurePlace): Promise<Figure[]> {
  const counts = await assetCounts(executor, place);
  return [
    figure("cameras_online", counts.camerasOnline, {
      unit: "路",
      dataAt: counts.camerasAt,
      denominator: counts.cameras,
    }),
    figure("detections_review", counts.review, { unit: "条", dataAt: counts.reviewAt }),
    figure("patrols_active", counts.patrolsActive, { unit: "人", dataAt: counts.patrolsAt }),
    figure("components_total", counts.components, { unit: "个", dataAt: place.now }),
    figure("components_faulty", counts.componentsFaulty, {
      unit: "个",
      dataAt: place.now,
      denominator: counts.components,
    }),
  ];
}
