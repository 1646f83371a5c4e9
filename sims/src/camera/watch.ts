// Runs all cameras of the city: every few seconds one of them has a sighting; some send a routine picture regularly.

import { drawAt, streamFor } from "@minqing/core/random/stream";
import { pickFrom, pickWeighted } from "../random/pick.ts";
import type { Scheduler } from "../scheduler.ts";
import type { World } from "../world.ts";
import { confidenceOf } from "./confidence.ts";
import { ROUTINE, SIGHTINGS, type SightingKind } from "./sighting.ts";
import { type Sighting, type SmartCamera, sendSighting } from "./smart-camera.ts";

/** Routine pictures: 24 cameras, one picture each in ten minutes, about 2 MB an hour. */
const ROUTINE_CAMERAS = 24;
const ROUTINE_EVERY_MS = 600_000;
/** Short, so that the wall has pictures soon after the start. */
const FIRST_ROUTINE_SPREAD_MS = 40_000;
const WET_MM_H = 4;

/** A box in the lower half of the picture, where the ground is. */
function boxFor(next: () => number): Sighting["box"] {
  const width = 0.1 + 0.12 * next();
  const height = 0.16 + 0.12 * next();
  const rounded = (value: number): number => Number(value.toFixed(3));
  return [
    rounded(0.15 + next() * (0.7 - width)),
    rounded(0.46 + next() * (0.48 - height)),
    rounded(width),
    rounded(height),
  ];
}

/** A random sighting that fits the camera's place and the weather; null when none does. */
export function sightingAt(world: World, camera: SmartCamera, next: () => number, atMs: number): Sighting | null {
  const isWet = world.sky.rainRateMmH(camera.position, atMs) >= WET_MM_H;
  const choices = SIGHTINGS.filter((kind) => kind.places.includes(camera.place) && (isWet || !kind.isWet));
  if (choices.length === 0) return null;
  const kind: SightingKind = pickWeighted(
    choices.map((item) => ({ item, weight: item.weight })),
    next(),
  );
  const { eventSort, shape } = kind;
  const confidence = confidenceOf(next());
  return { camera, eventSort, shape, confidence, box: boxFor(next), lastsMs: 20_000 + 60_000 * next() };
}

function routineOf(camera: SmartCamera, seed: string): Sighting {
  const { eventSort, shape } = ROUTINE[camera.place];
  const box =
    shape === "gauge" ? ([0.668, 0.42, 0.03, 0.45] as const) : boxFor(streamFor(seed, `${camera.id}/routine`));
  return { camera, eventSort, shape, confidence: 0.3, box, lastsMs: 10_000 };
}

/** First one camera of every group, then a second one, so that every group on the wall has a picture. */
export function routineCameras(cameras: readonly SmartCamera[]): SmartCamera[] {
  const groups = Map.groupBy(
    [...cameras].sort((a, b) => a.no - b.no),
    ({ group }) => group,
  );
  const ranked = [...groups.values()].flatMap((members) => members.map((camera, rank) => ({ camera, rank })));
  return ranked
    .sort((a, b) => a.rank - b.rank || a.camera.no - b.camera.no)
    .slice(0, ROUTINE_CAMERAS)
    .map(({ camera }) => camera);
}

export function watchCity(world: World, scheduler: Scheduler, cameras: readonly SmartCamera[], everyMs: number): void {
  if (cameras.length === 0) return;
  const next = streamFor(world.seed, "camera/watch");
  const startMs = Date.now();
  scheduler.every(startMs + everyMs, everyMs, (dueMs) => {
    const online = cameras.filter((camera) => camera.link.isOnline);
    if (online.length === 0) return;
    const sighting = sightingAt(world, pickFrom(online, next()), next, dueMs);
    if (sighting !== null) sendSighting(world, scheduler, sighting, dueMs, false);
  });
  for (const camera of routineCameras(cameras)) {
    const firstMs = startMs + drawAt(world.seed, `${camera.id}/routine`, 0) * FIRST_ROUTINE_SPREAD_MS;
    scheduler.every(Math.round(firstMs), ROUTINE_EVERY_MS, (dueMs) => {
      sendSighting(world, scheduler, routineOf(camera, world.seed), dueMs, true);
    });
  }
}
