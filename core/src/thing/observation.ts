// The native observation message on `city/v1/things/{thingId}/observations`: one object or an array of them.
import { z } from "zod";
import { Crs } from "../geo/position.ts";

/** RFC 3339 with offset, or epoch milliseconds. */
export const MessageTime = z.union([z.iso.datetime({ offset: true }), z.number().int()]);

export const ObservationMessage = z.object({
  t: MessageTime,
  values: z.record(z.string().min(1).max(64), z.union([z.number(), z.string().max(1024), z.boolean()])),
  position: z.tuple([z.number(), z.number()]).optional(),
  crs: Crs.default("WGS84"),
  accuracyM: z.number().min(0).optional(),
  seq: z.number().int().min(0).optional(),
});
export type ObservationMessage = z.infer<typeof ObservationMessage>;

export const messageTimeMs = (t: z.infer<typeof MessageTime>): number => (typeof t === "number" ? t : Date.parse(t));

/**
 * Observations ahead of the clock by more than this are stored with the time of their arrival and flagged. [design: 5
 * minutes]
 */
export const SKEW_LIMIT_MS = 5 * 60_000;
