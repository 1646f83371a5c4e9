// Stages three and four, detect and write: one transaction {telemetry, latest state, rule states, alarms, ledger,
// change log}. Nothing outside the transaction changes before COMMIT.
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
import { type Detected, detect } from "../alarm/detect.ts";
import { deadLetters } from "./dead-letters.ts";
import type { Draft, DraftObservation, DraftPosition } from "./draft.ts";
import { type Judged, judge } from "./judge.ts";
import type { DeviceRejection, Ledger } from "./ledger.ts";
import type { IngestMemory } from "./memory.ts";
import { newestPositions, newestValues } from "./newest.ts";
import { newLetters } from "./repeated-letters.ts";
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
  /** The change log has new entries: ring the bell. */
  hasChanges: boolean;
}

export interface Batch {
  drafts: readonly Draft[];
  rejections: readonly DeviceRejection[];
  /** An earlier attempt may have been committed without our hearing of it. */
  isRepetition: boolean;
}

export const writeBatch = (db: Database, batch: Batch, memory: IngestMemory): Promise<Written> =>
  db.transaction((tx) => writeAll(tx, batch, memory));

async function writeAll(tx: Executor, batch: Batch, memory: IngestMemory): Promise<Written> {
  const { drafts, rejections } = batch;
  const observations = drafts.flatMap((draft) => draft.observations);
  const positions = drafts.flatMap((draft) => draft.positions);
  markLate(observations, memory);
  const valueVerdicts = await storeObservations(tx, observations);
  const positionVerdicts = await storePositions(tx, positions);
  const detections = await writeDetections(tx, drafts);
  const judged = judge(drafts, valueVerdicts, positionVerdicts, detections.outcomes);
  for (const rejection of rejections) judged.ledger.reject(rejection);

  const values = newestValues(judged.stored, memory);
  const newPositions = newestPositions(judged.storedPositions, memory);
  const detected = detect(judged.stored, memory);
  if (values.length > 0) await upsertLatestValues(tx, values);
  if (newPositions.length > 0)
    await upsertLatestPositions(
      tx,
      newPositions.map(({ row }) => row),
    );
  if (detected.toWrite.length > 0) await upsertRuleStates(tx, detected.toWrite);
  const letters = await writeLedger(tx, batch, judged);

  const effects = [...detected.effects, ...silenceEnds(drafts, memory)];
  const alarms = effects.length === 0 ? [] : await writeAlarms(tx, effects, new Date());
  const changes = [...alarms, ...detections.changes];
  // Its lock is held until COMMIT, so it comes last.
  if (changes.length > 0) await appendChanges(tx, changes);
  return {
    ledger: judged.ledger,
    deadLetters: letters,
    values,
    positions: newPositions,
    detected,
    hasChanges: changes.length > 0,
  };
}

/** Number of dead letters. */
async function writeLedger(tx: Executor, { drafts, isRepetition }: Batch, { faults, ledger }: Judged): Promise<number> {
  const statuses = new Map<string, { deviceId: string; status: "online" | "offline"; atMs: number }>();
  for (const { deviceId, status, message } of drafts) {
    if (status !== null && deviceId !== null) statuses.set(deviceId, { deviceId, status, atMs: message.receivedAtMs });
  }
  if (statuses.size > 0) await updateStatuses(tx, [...statuses.values()]);
  const letters = await newLetters(
    tx,
    drafts.flatMap((draft) =>
      deadLetters(draft, faults.get(draft) ?? draft.faults).map((row) => ({
        row,
        isRepetition: isRepetition || draft.message.isRedelivery,
      })),
    ),
  );
  if (letters.length > 0) await insertDeadLetters(tx, letters);
  const counters = ledger.rows;
  if (counters.length > 0) await addToCounters(tx, counters);
  return letters.length;
}

/** After COMMIT: the memory goes on from what was written. */
export function remember(written: Written, drafts: readonly Draft[], memory: IngestMemory): void {
  for (const row of written.values)
    memory.latest.set(row.datastreamId, { observedAtMs: row.observedAtMs, seq: row.seq });
  for (const { row } of written.positions) memory.latestPositionMs.set(row.thingId, row.observedAtMs);
  for (const [key, state] of written.detected.states) memory.thresholds.set(key, state);
  for (const { deviceId, observations, positions, message } of drafts) {
    if (deviceId === null || (observations.length === 0 && positions.length === 0)) continue;
    memory.hear(deviceId, message.receivedAtMs);
    memory.silent.delete(deviceId);
  }
}

/** What screens draw: newest values that are numbers, newest positions. */
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
