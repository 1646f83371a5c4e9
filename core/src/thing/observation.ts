// The native observation message on `city/v1/things/{thingId}/observations`: one object or an array of them.
import { z } from "zod";
import { Crs } from "../geo/position.ts";
import { StorableText } from "../text/text.ts";
import { MessageTime } from "./message-time.ts";

/** Characters of a property's key. */
export const MAX_KEY_LENGTH = 64;

export const ObservedValue = z.union([z.number(), StorableText.max(1024), z.boolean()]);
export type ObservedValue = z.infer<typeof ObservedValue>;

/** The fields beside `t` and `values`: each is judged alone, and null means absent. */
export const OBSERVATION_FIELDS = {
  position: z.tuple([z.number(), z.number()]),
  crs: Crs,
  accuracyM: z.number().min(0),
  seq: z.number().int().min(0),
} as const;

export const ObservationMessage = z.object({
  t: MessageTime,
  values: z.record(z.string().min(1).max(MAX_KEY_LENGTH), ObservedValue),
  position: OBSERVATION_FIELDS.position.optional(),
  crs: OBSERVATION_FIELDS.crs.default("WGS84"),
  accuracyM: OBSERVATION_FIELDS.accuracyM.optional(),
  seq: OBSERVATION_FIELDS.seq.optional(),
});
export type ObservationMessage = z.infer<typeof ObservationMessage>;

/**
 * Observations ahead of the clock by more than this are stored with the time of their arrival and flagged. [design: 5
 * minutes]
 */
export const SKEW_LIMIT_MS = 5 * 60_000;
