// The limit on cases that one device opens by itself in an hour (设备限额). Above it nothing is lost: the alarm stays on the
// board, the detection goes to the review queue, and a person decides; the device's ledger counts it.
import { changeInPlace } from "@minqing/core/change/entry";
import { detectionKey } from "@minqing/core/detection/detection";
import { DEFAULT_DEVICE_LIMITS, DEVICE_LIMITS_KEY, DeviceLimits } from "@minqing/core/device/limits";
import type { AlarmForCase } from "@minqing/geodata/alarm/queries";
import {
  casesOpenedByDevice,
  countCapped,
  holdBackAlarmCase,
  sendToReview,
} from "@minqing/geodata/case/device-limit-queries";
import type { Executor } from "@minqing/geodata/database";
import { type DetectionKey, detectionsForLog } from "@minqing/geodata/detection/queries";
import { readSetting } from "@minqing/geodata/setting/queries";
import { type ActTrace, NO_TRACE } from "../act/run-act.ts";
import { singleRow } from "../single-row.ts";
import type { Opening } from "./open-from-source.ts";

const HOUR_MS = 3_600_000;

export interface DeviceCaseLimit {
  /** Whether the device may open no further case by itself now. */
  isReached(deviceId: string): Promise<boolean>;
}

export async function deviceCaseLimit(tx: Executor, at: Date): Promise<DeviceCaseLimit> {
  const { casesPerHour } = (await readSetting(tx, DEVICE_LIMITS_KEY, DeviceLimits, at)) ?? DEFAULT_DEVICE_LIMITS;
  const since = new Date(at.getTime() - HOUR_MS);
  return { isReached: async (deviceId) => (await casesOpenedByDevice(tx, deviceId, since)) >= casesPerHour };
}

export async function holdBackAlarm(tx: Executor, alarm: AlarmForCase, { at }: Opening): Promise<ActTrace> {
  await holdBackAlarmCase(tx, alarm.id, at);
  if (alarm.thingId !== null) await countCapped(tx, alarm.thingId);
  return NO_TRACE;
}

export async function reviewDetection(tx: Executor, key: DetectionKey): Promise<ActTrace> {
  await sendToReview(tx, key);
  await countCapped(tx, key.cameraId);
  const { view, standing } = singleRow(await detectionsForLog(tx, [key]));
  return { audit: [], changes: [changeInPlace("detection", detectionKey(key), standing, view)] };
}
