// Clears the silence alarms of things that send again, at the arrival of the message.
import type { AlarmEffect } from "@minqing/geodata/alarm/effect";
import type { Draft } from "./draft.ts";
import type { IngestCache } from "./ingest-cache.ts";

export function silenceEnds(drafts: readonly Draft[], cache: IngestCache): AlarmEffect[] {
  if (cache.silent.size === 0) return [];
  const heard = new Map<string, number>();
  for (const { deviceId, observations, positions, message } of drafts) {
    if (deviceId === null || heard.has(deviceId)) continue;
    if (observations.length > 0 || positions.length > 0) heard.set(deviceId, message.receivedAtMs);
  }
  return [...heard].flatMap(([thingId, clearedAtMs]) =>
    [...(cache.silent.get(thingId) ?? [])].map((ruleId) => ({
      type: "clear" as const,
      ruleId,
      subjectId: thingId,
      clearedAtMs,
    })),
  );
}
