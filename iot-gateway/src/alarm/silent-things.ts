// Finds things that have sent nothing for too long (停更), by the silence rules. Spare devices are unused and may be
// silent. Pure: `nowMs` is a parameter.
import { randomUUID } from "node:crypto";
import { silentFrom } from "@minqing/core/alarm/silence";
import type { AlarmEffect } from "@minqing/geodata/alarm/effect";
import type { Directory } from "../directory/directory.ts";
import type { IngestCache } from "../ingest/ingest-cache.ts";

export function silentThings(
  directory: Directory,
  cache: IngestCache,
  hearingSinceMs: number,
  nowMs: number,
): AlarmEffect[] {
  const effects: AlarmEffect[] = [];
  for (const rule of directory.silenceRules) {
    for (const thing of directory.things.values()) {
      const { id, expectedIntervalMs } = thing;
      if (thing.spare || expectedIntervalMs === null || !rule.thingKinds.includes(thing.kind)) continue;
      if (cache.silent.get(id)?.has(rule.id) === true) continue;
      const lastHeardMs = cache.lastHeardMs.get(id) ?? null;
      const raisedAtMs = silentFrom(rule, { lastHeardMs, hearingSinceMs, expectedIntervalMs });
      if (nowMs < raisedAtMs) continue;
      effects.push({
        type: "raise",
        id: randomUUID(),
        ruleId: rule.id,
        ruleEdition: rule.edition,
        subjectId: id,
        thingId: id,
        nameZh: rule.nameZh,
        nameEn: rule.nameEn,
        priority: rule.priority,
        regionCode: thing.regionCode,
        observedProperty: null,
        value: null,
        limit: null,
        raisedAtMs,
        caseCategory: rule.caseCategory,
      });
    }
  }
  return effects;
}
