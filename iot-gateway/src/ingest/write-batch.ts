// Stages three and four, detect and write: one transaction for telemetry, latest values, rule states, alarms, ledger and
// change log. Nothing outside the transaction changes before COMMIT.
import type { DeviceLimits } from "@minqing/core/device/limits";
import type { LiveBatch } from "@minqing/core/live/bus";
import { writeAlarms } from "@minqing/geodata/alarm/write-alarms";
import { appendChanges } from "@minqing/geodata/change/append";
import type { Database, Executor } from "@minqing/geodata/database";
import {
  addToCounters,
  insertDeadLetters,
  updateStatuses,
  upsertLatestPositions,
  upsertLatestValues,
  upsertRuleStates,
} from "@minqing/geodata/ingest/queries";
import type { StatusRow } from "@minqing/geodata/ingest/rows";
import { AlarmLimit, type RaiseCount } from "../alarm/alarm-limit.ts";
import { type Detected, detect } from "../alarm/detect.ts";
import { deadLetters } from "./dead-letters.ts";
import { type BatchFates, decideFates } from "./decide-fates.ts";
import { changedStatuses } from "./device-presence.ts";
import type { Draft, DraftObservation, DraftPosition } from "./draft.ts";
import type { IngestCache } from "./ingest-cache.ts";
import type { DeviceRejection, Ledger } from "./ledger.ts";
import { newestPositions, newestValues } from "./newest.ts";
import { newDeadLetters } from "./repeated-dead-letters.ts";
import { silenceEnds } from "./silence-ends.ts";
import { markLate, storeObservations } from "./store-observations.ts";
import { storePositions } from "./store-positions.ts";
import { writeDetections } from "./write-detections.ts";

export interface Written {
  ledger: Ledger;
  deadLetters: number;
  values: DraftObservation[];
  positions: DraftPosition[];
  detected: Detected;
  raises: readonly RaiseCount[];
  statuses: readonly StatusRow[];
  /** The change log has new entries: ring the bell. */
  hasChanges: boolean;
}

export interface Batch {
  drafts: readonly Draft[];
  rejections: readonly DeviceRejection[];
  /** An earlier attempt may have been committed although its answer was lost. */
  isRepetition: boolean;
  limits: DeviceLimits;
}

export const writeBatch = (db: Database, batch: Batch, cache: IngestCache): Promise<Written> =>
  db.transaction((tx) => writeAll(tx, batch, cache));

async function writeAll(tx: Executor, batch: Batch, cache: IngestCache): Promise<Written> {
  const { drafts, rejections } = batch;
  const observations = drafts.flatMap((draft) => draft.observations);
  const positions = drafts.flatMap((draft) => draft.positions);
  markLate(observations, cache);
  const valueOutcomes = await storeObservations(tx, observations);
  const positionOutcomes = await storePositions(tx, positions);
  const detections = await writeDetections(tx, drafts, batch.limits);
  const fates = decideFates(drafts, valueOutcomes, positionOutcomes, detections.outcomes);
  for (const rejection of rejections) fates.ledger.reject(rejection);

  const values = newestValues(fates.stored, cache);
  const newPositions = newestPositions(fates.storedPositions, cache);
  const alarmLimit = new AlarmLimit(batch.limits, cache);
  const detected = detect(fates.stored, cache, alarmLimit);
  for (const [thingId, count] of alarmLimit.capped) fates.ledger.cap(thingId, count);
  if (values.length > 0) await upsertLatestValues(tx, values);
  if (newPositions.length > 0)
    await upsertLatestPositions(
      tx,
      newPositions.map(({ row }) => row),
    );
  if (detected.toWrite.length > 0) await upsertRuleStates(tx, detected.toWrite);
  const statuses = changedStatuses(drafts, cache);
  if (statuses.length > 0) await updateStatuses(tx, statuses);
  const deadLetterCount = await writeLedger(tx, batch, fates);

  const effects = [...detected.effects, ...silenceEnds(drafts, cache)];
  const alarms = effects.length === 0 ? [] : await writeAlarms(tx, effects, new Date());
  const changes = [...alarms, ...detections.changes];
  // The change log's lock is held until COMMIT, so it is taken last.
  if (changes.length > 0) await appendChanges(tx, changes);
  return {
    ledger: fates.ledger,
    deadLetters: deadLetterCount,
    values,
    positions: newPositions,
    detected,
    raises: alarmLimit.raised,
    statuses,
    hasChanges: changes.length > 0,
  };
}

/** Returns the number of dead letters. */
async function writeLedger(
  tx: Executor,
  { drafts, isRepetition }: Batch,
  { issues, ledger }: BatchFates,
): Promise<number> {
  const letterRows = await newDeadLetters(
    tx,
    drafts.flatMap((draft) =>
      deadLetters(draft, issues.get(draft) ?? draft.issues).map((row) => ({
        row,
        isRepetition: isRepetition || draft.message.isRedelivery,
      })),
    ),
  );
  if (letterRows.length > 0) await insertDeadLetters(tx, letterRows);
  const counters = ledger.rows;
  if (counters.length > 0) await addToCounters(tx, counters);
  return letterRows.length;
}

/** Called after COMMIT only. */
export function updateCache(written: Written, drafts: readonly Draft[], cache: IngestCache): void {
  for (const row of written.values)
    cache.latest.set(row.datastreamId, { observedAtMs: row.observedAtMs, seq: row.seq });
  for (const { row } of written.positions) cache.latestPositionMs.set(row.thingId, row.observedAtMs);
  for (const [key, state] of written.detected.states) cache.thresholds.set(key, state);
  for (const { thingId, atMs } of written.raises) cache.addRaise(thingId, atMs);
  for (const { deviceId, status } of written.statuses) {
    if (status === "offline") cache.offline.add(deviceId);
    else cache.offline.delete(deviceId);
  }
  for (const { deviceId, observations, positions, message } of drafts) {
    if (deviceId === null || (observations.length === 0 && positions.length === 0)) continue;
    cache.setHeard(deviceId, message.receivedAtMs);
    cache.silent.delete(deviceId);
  }
}

/** Newest positions, and newest values that are numbers: screens draw nothing else. */
export function liveBatch({ values, positions }: Written): LiveBatch {
  return {
    values: values.flatMap((row) =>
      row.valueNum === null || row.stream.valueType !== "number"
        ? []
        : [
            {
              datastream: row.stream.id,
              regionCode: row.stream.thing.regionCode,
              reachCode: row.stream.thing.reachCode,
              value: row.valueNum,
              observedAtMs: row.observedAtMs,
            },
          ],
    ),
    positions: positions.map(({ thing, row }) => ({
      no: thing.no,
      regionCode: thing.regionCode,
      reachCode: thing.reachCode,
      lon: row.lon,
      lat: row.lat,
      heading: row.heading ?? 0,
      speedKmh: row.speedKmh ?? 0,
      observedAtMs: row.observedAtMs,
    })),
  };
}
