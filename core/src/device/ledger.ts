// Counts of a device's messages by outcome (收数台账): every message has exactly one outcome, and a dead letter has a
// reason.
import { z } from "zod";

export const DeviceLedger = z
  .object({
    deviceId: z.string(),
    received: z.number().int(),
    stored: z.number().int(),
    duplicate: z.number().int(),
    late: z.number().int(),
    deadLettered: z.number().int(),
    /** Sent with QoS 0: accepted, but without a delivery guarantee. */
    unprotected: z.number().int(),
    /** Sign-ins, subscriptions and publications refused at the broker's edge. */
    refused: z.number().int(),
    lastRefusal: z.string().nullable(),
    lastReceivedAt: z.iso.datetime().nullable(),
    /** Readings whose instant could not be right: stored at their arrival. */
    clockFaults: z.number().int(),
    /** By how much the clock was wrong in the newest reading, ahead is positive; null while it is right. */
    clockSkewMs: z.number().int().nullable(),
    /** Messages, alarms and cases that the limits of one device held back. */
    capped: z.number().int(),
  })
  .meta({ id: "DeviceLedger" });
export type DeviceLedger = z.infer<typeof DeviceLedger>;

export const DeadLetterView = z
  .object({
    id: z.string(),
    receivedAt: z.iso.datetime(),
    /** Null if no device of that name is known. */
    deviceId: z.string().nullable(),
    topic: z.string(),
    reason: z.string(),
    /** What was expected and what was received. */
    detail: z.string(),
    sizeBytes: z.number().int(),
    payloadSha256: z.string(),
    /** The first 2 kB, base64. */
    payloadHead: z.string(),
  })
  .meta({ id: "DeadLetterView" });
export type DeadLetterView = z.infer<typeof DeadLetterView>;
