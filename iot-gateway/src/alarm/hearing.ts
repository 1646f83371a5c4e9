// Hearing: the gateway receives messages and can store them. After a gap (a stop, database or broker down) the gateway was
// deaf: the silence of devices is measured from now on, and one alarm shows how long the gap was; it stays on the board
// until it is acknowledged.
import { randomUUID } from "node:crypto";
import type { AlarmEffect } from "@minqing/geodata/alarm/effect";
import type { HearingRow } from "@minqing/geodata/ingest/state-queries";

export const GATEWAY_RULE = "gateway-deaf";
export const GATEWAY_SUBJECT = "gateway";

/** Longer than several heartbeats and than a restart. */
export const DEAF_AFTER_MS = 60_000;

export interface HearingStep {
  hearing: HearingRow | null;
  effects: AlarmEffect[];
  isDeaf: boolean;
}

/** The step of one heartbeat. `before` is null until the gateway has been hearing once. */
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
