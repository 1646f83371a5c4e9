// What one device may do to a city (设备限额): a setting of the city, with edition and validity. A stolen or broken device
// stays below it, a sound one never meets it.
import { z } from "zod";
import { IN_EDITION } from "../city/edition.ts";

export const DEVICE_LIMITS_KEY = "device.limits";

const MAX_AGE_S = 366 * 86_400;

export const DeviceLimits = z.object({
  /** Messages a second in the long run, and how many at once on top of it: a device replays what it buffered. */
  messagesPerSecond: z.number().positive().max(1_000_000),
  messageBurst: z.number().int().positive().max(10_000_000),
  /** Alarms that the readings of one device may raise in an hour; the next one waits, it is not lost. */
  alarmsPerHour: z.number().int().positive().max(100_000),
  /** Cases that the alarms or detections of one device may open by themselves in an hour; beyond it a person decides. */
  casesPerHour: z.number().int().positive().max(100_000),
  /** A reading older than this at its arrival raises no alarm. Whoever replays a recording sets it beyond its length. */
  alarmReadingAgeS: z.number().int().positive().max(MAX_AGE_S),
  /** A camera's id that comes again after a longer pause is another detection. */
  detectionPauseS: z.number().int().positive().max(MAX_AGE_S),
  /** What is older than a device can have buffered is a fault of its clock; null: as long as observations are kept. */
  bufferedDays: z.number().positive().max(3_650).nullable(),
});
export type DeviceLimits = z.infer<typeof DeviceLimits>;

export const DeviceLimitsInForce = DeviceLimits.extend(IN_EDITION).meta({ id: "DeviceLimitsInForce" });
export type DeviceLimitsInForce = z.infer<typeof DeviceLimitsInForce>;

/** In force while the city has set none. */
export const DEFAULT_DEVICE_LIMITS: DeviceLimits = {
  messagesPerSecond: 50,
  messageBurst: 10_000,
  alarmsPerHour: 10,
  casesPerHour: 10,
  alarmReadingAgeS: 3_600,
  detectionPauseS: 3_600,
  bufferedDays: null,
};
