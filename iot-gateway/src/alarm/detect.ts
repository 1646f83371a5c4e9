// Stage three, detect: steps the threshold rules over what a batch newly stored, in event time. Pure: it reads the
// memory and returns what changed; the memory takes it over after COMMIT.

import { randomUUID } from "node:crypto";
import {
  INITIAL_THRESHOLD_STATE,
  stepThreshold,
  type ThresholdEffect,
  type ThresholdState,
} from "@minqing/core/alarm/threshold";
import type { AlarmEffect } from "@minqing/geodata/alarm/effect";
import type { RuleStateRow } from "@minqing/geodata/ingest/rows";
import type { Stream, ThresholdTrack } from "../directory/directory.ts";
import type { DraftObservation } from "../ingest/draft.ts";
import type { IngestMemory } from "../ingest/memory.ts";

export interface Detected {
  states: Map<string, ThresholdState>;
  /** Those of `states` that must be written: the rest differs in its last instant only, which the latest value tells. */
  toWrite: RuleStateRow[];
  effects: AlarmEffect[];
}

export function detect(observations: readonly DraftObservation[], memory: IngestMemory): Detected {
  const states = new Map<string, ThresholdState>();
  const toWrite = new Map<string, RuleStateRow>();
  const effects: AlarmEffect[] = [];
  for (const row of observations) {
    const { stream } = row;
    if (stream.tracks.length === 0 || row.valueNum === null) continue;
    for (const track of stream.tracks) {
      const before = states.get(track.key) ?? startState(track, stream, memory);
      const { state, effect } = stepThreshold(track.rule, track.limit, before, {
        atMs: row.observedAtMs,
        value: row.valueNum,
      });
      states.set(track.key, state);
      if (isWorthWriting(before, state)) {
        toWrite.set(track.key, { ruleId: track.rule.id, subjectId: String(stream.id), state });
      }
      if (effect !== null) effects.push(alarmEffect(effect, track, stream));
    }
  }
  return { states, toWrite: [...toWrite.values()], effects };
}

/** A state is written when its phase changes, so its last instant is the later of its own and the latest value's. */
function startState(track: ThresholdTrack, stream: Stream, memory: IngestMemory): ThresholdState {
  const state = memory.thresholds.get(track.key) ?? INITIAL_THRESHOLD_STATE;
  const latestMs = memory.latest.get(stream.id)?.observedAtMs ?? Number.NEGATIVE_INFINITY;
  return latestMs > state.lastMs ? { ...state, lastMs: latestMs } : state;
}

const isWaiting = (state: ThresholdState): boolean => state.phase === "pending" || state.phase === "clearing";

const isWorthWriting = (before: ThresholdState, after: ThresholdState): boolean =>
  before.phase !== after.phase || (isWaiting(after) && before.sinceMs !== after.sinceMs);

function alarmEffect(effect: ThresholdEffect, { rule, limit }: ThresholdTrack, stream: Stream): AlarmEffect {
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
