// One simulated device: its link, its cadence, what it says. Fixed sensors and moving phones look the same from here.
import type { Position } from "@minqing/core/geo/position";
import { drawAt } from "@minqing/core/random/stream";
import type { Agenda } from "../agenda.ts";
import type { DeviceLink } from "../mqtt/device-link.ts";
import { isFaulty } from "../sensing/fault.ts";
import type { Instant, Values } from "../sensing/sensor.ts";

export interface DeviceReport {
  values: Values;
  position?: Position;
}

export interface DevicePlan {
  id: string;
  /** Time between two reports at the chosen rate. */
  intervalMs: number;
  read: (instant: Instant) => DeviceReport;
}

export interface DeviceOptions {
  plan: DevicePlan;
  link: DeviceLink;
  agenda: Agenda;
  seed: string;
}

/** Opens the link and reports for as long as the agenda lives; a fault cuts the line, and its end brings it back. */
export function runDevice({ plan, link, agenda, seed }: DeviceOptions): void {
  const { id, intervalMs, read } = plan;
  const report = (atMs: number, sinceMs: number): void => {
    const { values, position } = read({ atMs, intervalMs: sinceMs });
    const message = { t: atMs, values, ...(position === undefined ? {} : { position, accuracyM: 5 }) };
    link.publish("observations", JSON.stringify(message));
  };
  const openedMs = Date.now();
  link.open();
  report(openedMs, intervalMs);
  // Devices do not speak in chorus: each has its own second of the minute.
  const phaseMs = drawAt(seed, `${id}/phase`, 0) * intervalMs;
  const firstMs = Math.ceil((openedMs + intervalMs / 4 - phaseMs) / intervalMs) * intervalMs + phaseMs;
  let lastMs = openedMs;
  agenda.every(Math.round(firstMs), Math.round(intervalMs), (dueMs) => {
    if (isFaulty(seed, id, dueMs)) {
      link.cut();
      return;
    }
    link.open();
    report(dueMs, Math.min(dueMs - lastMs, 4 * intervalMs));
    lastMs = dueMs;
  });
}
