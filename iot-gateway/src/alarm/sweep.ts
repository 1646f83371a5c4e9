// Runs every few seconds between two batches: writes the gateway's heartbeat, then raises alarms for silent things. One
// transaction, the change log last.

import type { AlarmEffect } from "@minqing/geodata/alarm/effect";
import { writeAlarms } from "@minqing/geodata/alarm/write-alarms";
import { alarmsOfWithdrawnRules, deleteWithdrawnRuleStates } from "@minqing/geodata/alarm/write-queries";
import { appendChanges } from "@minqing/geodata/change/append";
import type { Database, Executor } from "@minqing/geodata/database";
import { readHearing, writeHearing } from "@minqing/geodata/ingest/state-queries";
import { type Directory, ruleIdOf } from "../directory/directory.ts";
import type { IngestCache } from "../ingest/ingest-cache.ts";
import { GATEWAY_RULE, stepHearing } from "./hearing.ts";
import { silentThings } from "./silent-things.ts";

export interface SweepInput {
  db: Database;
  directory: Directory;
  cache: IngestCache;
  isHearing: boolean;
  now: Date;
}

export async function sweep({ db, directory, cache, isHearing, now }: SweepInput): Promise<void> {
  const { cityCode } = directory;
  if (cityCode === null) return;
  const { isDeaf, raised } = await db.transaction(async (tx) => {
    const step = stepHearing(await readHearing(tx, "gateway"), isHearing, cache.isDeaf, now, cityCode);
    const { hearing } = step;
    if (hearing !== null) await writeHearing(tx, "gateway", hearing);
    const isListening = isHearing && hearing !== null;
    const silence = isListening ? silentThings(directory, cache, hearing.hearingSince.getTime(), now.getTime()) : [];
    const withdrawn = await clearAlarmsOfWithdrawnRules(tx, directory.ruleIds, now);
    const effects: AlarmEffect[] = [...step.effects, ...silence, ...withdrawn];
    if (effects.length > 0) await appendChanges(tx, await writeAlarms(tx, effects, now));
    return { isDeaf: step.isDeaf, raised: effects };
  });
  for (const effect of raised) {
    if (effect.type === "raise" && effect.ruleId !== GATEWAY_RULE) cache.setSilent(effect.subjectId, effect.ruleId);
  }
  removeWithdrawnRules(cache, directory.ruleIds);
  cache.isDeaf = isDeaf;
  if (raised.length > 0) db.ring("changes");
}

/** Clears the alarms of rules that are no longer in force. */
async function clearAlarmsOfWithdrawnRules(
  tx: Executor,
  ruleIds: readonly string[],
  now: Date,
): Promise<AlarmEffect[]> {
  await deleteWithdrawnRuleStates(tx, ruleIds);
  const open = await alarmsOfWithdrawnRules(tx, ruleIds);
  return open.map((alarm) => ({ type: "clear", ...alarm, clearedAtMs: now.getTime() }));
}

function removeWithdrawnRules(cache: IngestCache, ruleIds: readonly string[]): void {
  const inForce = new Set(ruleIds);
  for (const key of cache.thresholds.keys()) if (!inForce.has(ruleIdOf(key))) cache.thresholds.delete(key);
  for (const rules of cache.silent.values()) for (const rule of rules) if (!inForce.has(rule)) rules.delete(rule);
}
