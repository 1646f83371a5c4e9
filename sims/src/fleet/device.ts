// Runs one simulated device, a fixed sensor or a moving phone: reads it at its interval and publishes over its link.
import type { Position } from "@minqing/core/geo/position";
import { drawAt } from "@minqing/core/random/stream";
import type { DeviceLink } from "../mqtt/device-link.ts";
import type { Scheduler } from "../scheduler.ts";
import { isFaulty } from "../sensing/fault.ts";
import type { Instant, Values } from "../sensing/sensor.ts";

export interface DeviceReading {
  values: Values;
  position?: Position;
}

export interface DevicePlan {
  id: string;
  /** Time between two readings at the chosen rate. */
  intervalMs: number;
  read: (instant: Instant) => DeviceReading;
}

export interface DeviceOptions {
  plan: DevicePlan;
  link: DeviceLink;
  scheduler: Scheduler;
  seed: string;
}

/** Publishes until the scheduler is closed. A device fault cuts the connection; its end opens it again. */
export function runDevice({ plan, link, scheduler, seed }: DeviceOptions): void {
  const { id, intervalMs, read } = plan;
  const report = (atMs: number, sinceMs: number): void => {
    const { values, position } = read({ atMs, intervalMs: sinceMs });
    const message = { t: atMs, values, ...(position === undefined ? {} : { position, accuracyM: 5 }) };
    link.publish("observations", JSON.stringify(message));
  };
  const openedMs = Date.now();
  link.open();
  report(openedMs, intervalMs);
  // Each device has its own second of the minute, so that they do not all publish at once.
  const phaseMs = drawAt(seed, `${id}/phase`, 0) * intervalMs;
  const firstMs = Math.ceil((openedMs + intervalMs / 4 - phaseMs) / intervalMs) * intervalMs + phaseMs;
  let lastMs = openedMs;
  scheduler.every(Math.round(firstMs), Math.round(intervalMs), (dueMs) => {
    if (isFaulty(seed, id, dueMs)) {
      link.cut();
      return;
    }
    link.open();
    report(dueMs, Math.min(dueMs - lastMs, 4 * intervalMs));
    lastMs = dueMs;
  });
}
