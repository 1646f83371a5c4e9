// Moving vehicles and patrols: written by frames, read by the maps and the forces row.
import type { Frame } from "@minqing/core/live/frame";
import { kindOf, type ThingKind } from "@minqing/core/thing/kind";
import { isStale, type ThingView } from "@minqing/core/thing/thing";
import { MovingPoints } from "../../map/layers/moving-points.ts";

/** Of a thing without datastreams, whose expected interval nobody knows. */
const USUAL_STALE_MS = 45_000;

export type Fleet = "vehicle" | "river_chief" | "grid_worker";

export const fleets: Record<Fleet, MovingPoints> = {
  vehicle: new MovingPoints(),
  river_chief: new MovingPoints(),
  grid_worker: new MovingPoints(),
};
export const movingRevision = { current: 0 };

interface Moving {
  fleet: Fleet;
  /** Age from which its position counts as stale: that of its slowest datastream. */
  staleAfterMs: number;
}
const movingOf = new Map<number, Moving>();

const listeners = new Set<() => void>();

/** A moving thing that carries a person has the person's role; every other one is a vehicle. */
function fleetFor({ attributes: { role } }: ThingView): Fleet {
  if (typeof role !== "string") return "vehicle";
  return role === "river_chief" ? "river_chief" : "grid_worker";
}

export function nameMovingThings(things: readonly ThingView[], kinds: ReadonlyMap<string, ThingKind>): void {
  movingOf.clear();
  for (const thing of things) {
    if (kindOf(kinds, thing.kind).symbol !== "moving") continue;
    const ages = thing.datastreams.map(({ staleAfterMs }) => staleAfterMs);
    const staleAfterMs = ages.length === 0 ? USUAL_STALE_MS : Math.max(...ages);
    movingOf.set(thing.no, { fleet: fleetFor(thing), staleAfterMs });
  }
}

const staleAfterMs = (no: number): number => movingOf.get(no)?.staleAfterMs ?? USUAL_STALE_MS;

export function putPositions(frame: Frame): void {
  if (frame.layer !== "positions") return;
  for (const fleet of Object.keys(fleets) as Fleet[]) {
    fleets[fleet].write(frame, (no) => movingOf.get(no)?.fleet === fleet);
    fleets[fleet].paint(frame.atMs, staleAfterMs);
  }
  movingRevision.current += 1;
  for (const listener of listeners) listener();
}

export function onMoving(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Numbers of the things whose position is not stale. */
export function freshNumbers(fleet: Fleet, nowMs: number): Set<number> {
  const points = fleets[fleet];
  const fresh = new Set<number>();
  for (let i = 0; i < points.length; i++) {
    const no = points.numbers[i] ?? 0;
    if (!isStale(points.observedAtMs[i] ?? 0, staleAfterMs(no), nowMs)) fresh.add(no);
  }
  return fresh;
}
