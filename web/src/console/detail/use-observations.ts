// The measured values around an alarm: from one hour before it was raised until half an hour after it cleared, or until
// now.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { useEffect, useState } from "react";
import { listObservations } from "../../api/observations.ts";
import type { ChartPoint } from "./observation-chart.ts";

const BEFORE_MS = 60 * 60_000;
const AFTER_MS = 30 * 60_000;
const LIMIT = 1000;

export type Observed =
  | { is: "reading" }
  | { is: "read"; points: ChartPoint[] }
  | { is: "failed"; why: string; atMs: number };

async function read(alarm: AlarmView, thingId: string): Promise<ChartPoint[]> {
  const raisedMs = Date.parse(alarm.raisedAt);
  const endMs = alarm.clearedAt === null ? null : Date.parse(alarm.clearedAt) + AFTER_MS;
  const rows = await listObservations({
    thingId,
    observedProperty: alarm.observedProperty,
    since: new Date(raisedMs - BEFORE_MS).toISOString(),
    until: endMs === null ? undefined : new Date(endMs).toISOString(),
    limit: LIMIT,
  });
  return rows.flatMap(({ observedAt, value }) =>
    typeof value === "number" ? [{ atMs: Date.parse(observedAt), value }] : [],
  );
}

/** Null when the alarm is not about a measured value. */
export function useObservations(alarm: AlarmView, attempt: number): Observed | null {
  const [observed, setObserved] = useState<Observed>({ is: "reading" });
  const { thingId, observedProperty, version } = alarm;
  const isMeasured = thingId !== null && observedProperty !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version of the alarm and a retry read again
  useEffect(() => {
    if (thingId === null || !isMeasured) return;
    let isCurrent = true;
    const show = (next: Observed) => isCurrent && setObserved(next);
    read(alarm, thingId).then(
      (points) => show({ is: "read", points }),
      (error: unknown) =>
        show({ is: "failed", why: error instanceof Error ? error.message : String(error), atMs: Date.now() }),
    );
    return () => {
      isCurrent = false;
    };
  }, [thingId, isMeasured, version, attempt]);
  return isMeasured ? observed : null;
}
