// Device faults (设备故障): some devices send nothing for a while and recover by themselves.
import { drawAt } from "@minqing/core/random/stream";

const SLOT_MS = 30 * 60_000;
/** In each half hour about one device in 120 is silent for a part of it. */
const CHANCE = 1 / 120;

/** Whether the device is disconnected at this instant. */
export function isFaulty(seed: string, deviceId: string, atMs: number): boolean {
  const slot = Math.floor(atMs / SLOT_MS);
  if (drawAt(seed, `${deviceId}/fault`, slot) >= CHANCE) return false;
  const from = 0.5 * drawAt(seed, `${deviceId}/fault-start`, slot);
  const part = atMs / SLOT_MS - slot;
  return part >= from && part < from + 0.25 + 0.25 * drawAt(seed, `${deviceId}/fault-length`, slot);
}
