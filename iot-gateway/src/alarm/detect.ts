// Stage three, detect: applies the threshold rules to the newly stored values of a batch, in event time. Pure: it reads
// the cache and returns the changes; they are put into the cache after COMMIT.

import { randomUUID } from "node:crypto";
import {
  INITIAL_THRESHOLD_STATE,
  stepThreshold,
  type ThresholdEffect,
  type ThresholdState,
} from "@minqing/core/alarm/threshold";
import type { AlarmEffect } from "@minqing/geodata/alarm/effect";
import type { RuleStateRow } from "@minqing/geodata/ingest/rows";
import type { Stream, StreamRule } from "../directory/directory.ts";
import type { DraftObservation } from "../ingest/draft.ts";
import type { IngestCache } from "../ingest/ingest-cache.ts";
import { countsFromMs } from "../ingest/newest.ts";
import type { AlarmLimit } from "./alarm-limit.ts";

export interface Detected {
  states: Map<string, ThresholdState>;
  /** The part of `states` that must be written. The rest changed its last instant only, which the latest value holds. */
  toWrite: RuleStateRow[];
  effects: AlarmEffect[];
}

/** `limit` says which raises wait; it counts those that happen. */
export function detect(observations: readonly DraftObservation[], cache: IngestCache, limit: AlarmLimit): Detected {
  const states = new Map<string, ThresholdState>();
  const toWrite = new Map<string, RuleStateRow>();
  const effects: AlarmEffect[] = [];
  for (const row of observations) {
    const { stream } = row;
    if (stream.rules.length === 0 || row.valueNum === null) continue;
    for (const streamRule of stream.rules) {
      const before = states.get(streamRule.key) ?? startState(streamRule, stream, cache);
      const step = stepThreshold(streamRule.rule, streamRule.limit, before, {
        atMs: countsFromMs(row),
        value: row.valueNum,
      });
      const waits = step.effect?.type === "raise" && !limit.mayRaise(stream.thing.id, row);
      const state = waits ? pendingSince(before, step.state) : step.state;
      states.set(streamRule.key, state);
      if (mustBeWritten(before, state)) {
        toWrite.set(streamRule.key, { ruleId: streamRule.rule.id, subjectId: String(stream.id), state });
      }
      if (step.effect !== null && !waits) effects.push(alarmEffect(step.effect, streamRule, stream));
    }
  }
  return { states, toWrite: [...toWrite.values()], effects };
}

/** The condition holds and its alarm waits: the next reading beyond the limit raises it. */
const pendingSince = (before: ThresholdState, active: ThresholdState): ThresholdState => ({
  phase: "pending",
  sinceMs: before.phase === "pending" ? before.sinceMs : active.sinceMs,
  lastMs: active.lastMs,
});

/** A stored state may be older than the latest value, because it is written only when its phase changes. */
function startState(streamRule: StreamRule, stream: Stream, cache: IngestCache): ThresholdState {
  const state = cache.thresholds.get(streamRule.key) ?? INITIAL_THRESHOLD_STATE;
  const latestMs = cache.latest.get(stream.id)?.observedAtMs ?? Number.NEGATIVE_INFINITY;
  return latestMs > state.lastMs ? { ...state, lastMs: latestMs } : state;
}

const isWaiting = (state: ThresholdState): boolean => state.phase === "pending" || state.phase === "clearing";

const mustBeWritten = (before: ThresholdState, after: ThresholdState): boolean =>
  before.phase !== after.phase || (isWaiting(after) && before.sinceMs !== after.sinceMs);

function alarmEffect(effect: ThresholdEffect, { rule, limit }: StreamRule, stream: Stream): AlarmEffect {
  const subjectId = String(stream.id);
  if (effect.type === "clear") return { type: "clear", ruleId: rule.id, subjectId, clearedAtMs: effect.atMs };
  return {
    type: "raise",
    id: randomUUID(),
    ruleId: rule.id,
    ruleEdition: rule.edition,
    subjectId,
    thingId: stream.thing.id,
    nameZh: rule.nameZh,
    nameEn: rule.nameEn,
    priority: rule.priority,
    regionCode: stream.thing.regionCode,
    observedProperty: rule.observedProperty,
    value: effect.value,
    limit,
    raisedAtMs: effect.atMs,
    caseCategory: rule.caseCategory,
  };
}
