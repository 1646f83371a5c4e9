// Moving vehicles and patrols: written by frames, read by the maps and the forces row.
import type { Frame } from "@minqing/core/live/frame";
import type { ThingView } from "@minqing/core/thing/thing";
import { MovingPoints } from "../../map/layers/moving-points.ts";

/** Positions come every 10 to 15 s; after three missing ones the thing is silent. */
export const MOVING_STALE_MS = 45_000;

export type Fleet = "vehicle" | "river_chief" | "grid_worker";

export const fleets: Record<Fleet, MovingPoints> = {
  vehicle: new MovingPoints(),
  river_chief: new MovingPoints(),
  grid_worker: new MovingPoints(),
};
export const movingRevision = { current: 0 };

const kindOf = new Map<number, Fleet>();
const listeners = new Set<() => void>();

export function nameMovingThings(things: readonly ThingView[]): void {
  for (const { kind, no, attributes } of things) {
    if (kind === "vehicle") kindOf.set(no, "vehicle");
    if (kind === "patrol") kindOf.set(no, attributes["role"] === "river_chief" ? "river_chief" : "grid_worker");
  }
}

export function putPositions(frame: Frame): void {
  if (frame.layer !== "positions") return;
  for (const fleet of Object.keys(fleets) as Fleet[]) {
    fleets[fleet].write(frame, (no) => kindOf.get(no) === fleet);
    fleets[fleet].paint(frame.atMs, MOVING_STALE_MS);
  }
  movingRevision.current += 1;
  for (const listener of listeners) listener();
}

export function onMoving(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Numbers of the things that have reported within the limit. */
export function freshNumbers(fleet: Fleet, nowMs: number): Set<number> {
  const points = fleets[fleet];
  const fresh = new Set<number>();
  for (let i = 0; i < points.length; i++) {
    if (nowMs - (points.observedAtMs[i] ?? 0) <= MOVING_STALE_MS) fresh.add(points.numbers[i] ?? 0);
  }
  return fresh;
}
