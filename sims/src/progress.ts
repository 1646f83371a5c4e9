// Logs the progress of the simulators: every two seconds while devices sign in, then every minute.

import type { Log } from "./log.ts";
import type { LinkCounters } from "./mqtt/link-counters.ts";
import type { Scheduler } from "./scheduler.ts";

export interface ProgressOptions {
  scheduler: Scheduler;
  counters: LinkCounters;
  log: Log;
  total: number;
}

const SIGNING_IN_MS = 2_000;
const RUNNING_MS = 60_000;
/** Not all, because some devices are always out of order. */
const NEARLY_ALL = 0.97;

export function startProgress({ scheduler, counters, log, total }: ProgressOptions): void {
  let lastMs = Date.now();
  let lastSent = 0;
  const logProgress = (dueMs: number): void => {
    const nowMs = Date.now();
    const perSecond = ((counters.sent - lastSent) * 1000) / Math.max(1, nowMs - lastMs);
    const problems = [
      counters.refused > 0 ? `${counters.refused} sign-ins refused` : "",
      counters.dropped > 0 ? `${counters.dropped} messages dropped` : "",
    ].filter((line) => line !== "");
    const counts = `${counters.online} of ${total} devices online, ${perSecond.toFixed(0)} msg/s, ${counters.acknowledged} of ${counters.sent} acknowledged`;
    log.info([counts, ...problems].join(", "));
    lastMs = nowMs;
    lastSent = counters.sent;
    scheduler.at(
      dueMs + (counters.online < NEARLY_ALL * total && dueMs < startMs + 120_000 ? SIGNING_IN_MS : RUNNING_MS),
      logProgress,
    );
  };
  const startMs = lastMs;
  scheduler.at(startMs + SIGNING_IN_MS, logProgress);
}
