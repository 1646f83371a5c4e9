// Whether we ourselves could hear. After a gap of our own (a stop, the database away, the broker away) silence is measured
// from now, and one alarm says how long we were deaf; it stays on the board until somebody has seen it.
import { randomUUID } from "node:crypto";
import type { AlarmEffect } from "@minqing/geodata/alarm/effect";
import type { HearingRow } from "@minqing/geodata/ingest/state-queries";

export const GATEWAY_RULE = "gateway-deaf";
export const GATEWAY_SUBJECT = "gateway";

/** Several heartbeats, and longer than a restart. */
export const DEAF_AFTER_MS = 60_000;

export interface HearingStep {
  hearing: HearingRow | null;
  effects: AlarmEffect[];
  isDeaf: boolean;
}

/** One heartbeat. `before` is null until we have heard for the first time. */
export function stepHearing(
  before: HearingRow | null,
  isHearing: boolean,
  wasDeaf: boolean,
  now: Date,
  cityCode: string,
): HearingStep {
  if (before === null)
    return { hearing: isHearing ? { hearingSince: now, heardUntil: now } : null, effects: [], isDeaf: false };
  const isGap = now.getTime() - before.heardUntil.getTime() > DEAF_AFTER_MS;
  const raise = isGap && !wasDeaf ? [deafAlarm(before.heardUntil, cityCode)] : [];
  if (!isHearing) return { hearing: before, effects: raise, isDeaf: wasDeaf || isGap };
  if (!isGap && !wasDeaf) return { hearing: { ...before, heardUntil: now }, effects: [], isDeaf: false };
  const clear: AlarmEffect = {
    type: "clear",
    ruleId: GATEWAY_RULE,
    subjectId: GATEWAY_SUBJECT,
    clearedAtMs: now.getTime(),
  };
  return { hearing: { hearingSince: now, heardUntil: now }, effects: [...raise, clear], isDeaf: false };
}

const deafAlarm = (since: Date, cityCode: string): AlarmEffect => ({
  type: "raise",
  id: randomUUID(),
  ruleId: GATEWAY_RULE,
  ruleEdition: "built-in",
  subjectId: GATEWAY_SUBJECT,
  thingId: null,
  nameZh: "物联网关中断，未接收数据",
  nameEn: "The gateway could not hear its devices",
  priority: 2,
  regionCode: cityCode,
  observedProperty: null,
  value: null,
  limit: null,
  raisedAtMs: since.getTime(),
  caseCategory: null,
});
