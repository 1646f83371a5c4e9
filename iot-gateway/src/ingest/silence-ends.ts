// A thing that was held to be silent and is heard again: its alarms clear at the arrival.
import type { AlarmEffect } from "@minqing/geodata/alarm/effect";
import type { Draft } from "./draft.ts";
import type { IngestMemory } from "./memory.ts";

export function silenceEnds(drafts: readonly Draft[], memory: IngestMemory): AlarmEffect[] {
  if (memory.silent.size === 0) return [];
  const heard = new Map<string, number>();
  for (const { deviceId, observations, positions, message } of drafts) {
    if (deviceId === null || heard.has(deviceId)) continue;
    if (observations.length > 0 || positions.length > 0) heard.set(deviceId, message.receivedAtMs);
  }
  return [...heard].flatMap(([thingId, clearedAtMs]) =>
    [...(memory.silent.get(thingId) ?? [])].map((ruleId) => ({
      type: "clear" as const,
      ruleId,
      subjectId: thingId,
      clearedAtMs,
    })),
  );
}
