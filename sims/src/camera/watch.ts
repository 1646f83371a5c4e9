// All cameras of the city: every few seconds one of them sees something; a handful sends a routine picture now and then.

import { drawAt, streamFor } from "@minqing/core/random/stream";
import type { Agenda } from "../agenda.ts";
import { pickFrom, pickWeighted } from "../random/pick.ts";
import type { World } from "../world.ts";
import { confidenceOf } from "./confidence.ts";
import { ROUTINE, SIGHTINGS, type SightingKind } from "./sighting.ts";
import { type Sighting, type SmartCamera, sendSighting } from "./smart-camera.ts";

/** Routine pictures: 24 cameras, one picture each in ten minutes, about 2 MB an hour. */
const ROUTINE_CAMERAS = 24;
const ROUTINE_EVERY_MS = 600_000;
/** The wall shall have pictures soon after the start. */
const FIRST_ROUTINE_SPREAD_MS = 40_000;
const WET_MM_H = 4;

/** Fits into the lower half of the picture, where the ground is. */
function boxFor(next: () => number): Sighting["box"] {
  const width = 0.1 + 0.12 * next();
  const height = 0.16 + 0.12 * next();
  const tidy = (value: number): number => Number(value.toFixed(3));
  return [tidy(0.15 + next() * (0.7 - width)), tidy(0.46 + next() * (0.48 - height)), tidy(width), tidy(height)];
}

/** What this camera could see now; null when its place shows nothing of the kind. */
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

/** The first camera of every group, then the second, so that every group on the wall has a picture. */
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

export function watchCity(world: World, agenda: Agenda, cameras: readonly SmartCamera[], everyMs: number): void {
  if (cameras.length === 0) return;
  const next = streamFor(world.seed, "camera/watch");
  const startMs = Date.now();
  agenda.every(startMs + everyMs, everyMs, (dueMs) => {
    const online = cameras.filter((camera) => camera.link.isOnline);
    if (online.length === 0) return;
    const sighting = sightingAt(world, pickFrom(online, next()), next, dueMs);
    if (sighting !== null) sendSighting(world, agenda, sighting, dueMs, false);
  });
  for (const camera of routineCameras(cameras)) {
    const firstMs = startMs + drawAt(world.seed, `${camera.id}/routine`, 0) * FIRST_ROUTINE_SPREAD_MS;
    agenda.every(Math.round(firstMs), ROUTINE_EVERY_MS, (dueMs) => {
      sendSighting(world, agenda, routineOf(camera, world.seed), dueMs, true);
    });
  }
}
