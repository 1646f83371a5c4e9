// What the simulators have done so far, for whoever watches the terminal: every two seconds while devices sign in, then every minute.
import type { Agenda } from "./agenda.ts";
import type { Log } from "./log.ts";
import type { Meter } from "./mqtt/meter.ts";

export interface ProgressOptions {
  agenda: Agenda;
  meter: Meter;
  log: Log;
  total: number;
}

const SIGNING_IN_MS = 2_000;
const RUNNING_MS = 60_000;
/** A few devices are always out of order. */
const NEARLY_ALL = 0.97;

export function startProgress({ agenda, meter, log, total }: ProgressOptions): void {
  let lastMs = Date.now();
  let lastSent = 0;
  const tell = (dueMs: number): void => {
    const nowMs = Date.now();
    const perSecond = ((meter.sent - lastSent) * 1000) / Math.max(1, nowMs - lastMs);
    const troubles = [
      meter.refused > 0 ? `${meter.refused} sign-ins refused` : "",
      meter.forgotten > 0 ? `${meter.forgotten} messages forgotten` : "",
    ].filter((line) => line !== "");
    const counts = `${meter.online} of ${total} devices online, ${perSecond.toFixed(0)} msg/s, ${meter.acknowledged} of ${meter.sent} acknowledged`;
    log.say([counts, ...troubles].join(", "));
    lastMs = nowMs;
    lastSent = meter.sent;
    agenda.at(
      dueMs + (meter.online < NEARLY_ALL * total && dueMs < startMs + 120_000 ? SIGNING_IN_MS : RUNNING_MS),
      tell,
    );
  };
  const startMs = lastMs;
  agenda.at(startMs + SIGNING_IN_MS, tell);
}
