// A pollution pulse: a discharge into a river that drifts past a station.
import { drawAt } from "@minqing/core/random/stream";

const SLOT_MS = 40 * 60_000;
const LASTS_MS = 30 * 60_000;
const CHANCE = 0.035;

/** 0 in clean water, up to 1 at the peak of a pulse. The same for the same (seed, station, time). */
export function pollutionPulse(seed: string, stationId: string, atMs: number): number {
  const slot = Math.floor(atMs / SLOT_MS);
  let pulse = 0;
  for (const index of [slot - 1, slot]) {
    if (drawAt(seed, `${stationId}/pulse`, index) >= CHANCE) continue;
    const beganMs = (index + drawAt(seed, `${stationId}/pulse-start`, index)) * SLOT_MS;
    const part = (atMs - beganMs) / LASTS_MS;
    if (part > 0 && part < 1) pulse = Math.max(pulse, Math.sin(Math.PI * part ** 0.6));
  }
  return pulse;
}
