// What the load process is told on its first line of stdin, and what it answers several times a second on stdout.
import { z } from "zod";

export const LoadThing = z.object({
  topic: z.string(),
  /** Property and the value it stays around. */
  values: z.record(z.string(), z.number()),
});
export type LoadThing = z.infer<typeof LoadThing>;

export const LoadPlan = z.object({
  host: z.string(),
  port: z.number().int(),
  /** One connection each; it publishes for its things in turn. */
  publishers: z.array(
    z.object({
      username: z.string().optional(),
      password: z.string().optional(),
      things: z.array(LoadThing).min(1),
    }),
  ),
  /** Unacknowledged messages of one connection. */
  inflight: z.number().int().min(1).max(60_000),
  /** Messages a second of all connections together; null is as fast as credit and window allow. */
  ratePerSecond: z.number().positive().nullable(),
  /** Messages that may be sent in all until more credit arrives on stdin; null is no limit. */
  credit: z.number().int().nullable(),
});
export type LoadPlan = z.infer<typeof LoadPlan>;

export const LoadReport = z.object({
  elapsedMs: z.number(),
  sent: z.number().int(),
  acked: z.number().int(),
  /** From publish to PUBACK, since the last report. */
  ackMs: z.object({ median: z.number(), p99: z.number() }).nullable(),
});
export type LoadReport = z.infer<typeof LoadReport>;
