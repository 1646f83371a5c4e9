// An incident (交通事件) slows traffic on one segment for some minutes. Segment, time and severity follow from the seed.

import { drawAt } from "@minqing/core/random/stream";
import type { World } from "../world.ts";

const SLOT_MS = 15 * 60_000;

/** Chance that a segment has an incident in a quarter of an hour. */
const CHANCE = { calm: 0.006, "rush-hour": 0.03, storm: 0.012, flood: 0.02 } as const;

/** Share of the speed that remains; 1 without an incident. */
export function incidentFactor(
  { seed, scenario }: Pick<World, "seed" | "scenario">,
  roadCode: string,
  atMs: number,
): number {
  const slot = Math.floor(atMs / SLOT_MS);
  let factor = 1;
  for (const index of [slot - 1, slot]) {
    const draw = drawAt(seed, `${roadCode}/incident`, index);
    if (draw >= CHANCE[scenario]) continue;
    const beganMs = (index + drawAt(seed, `${roadCode}/incident-start`, index)) * SLOT_MS;
    const lastsMs = (0.4 + 0.6 * drawAt(seed, `${roadCode}/incident-length`, index)) * SLOT_MS;
    if (atMs >= beganMs && atMs < beganMs + lastsMs)
      factor = 0.12 + 0.25 * drawAt(seed, `${roadCode}/incident-depth`, index);
  }
  return factor;
}
