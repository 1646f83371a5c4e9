// A thing (感知设备) and its datastreams, in the terms of OGC SensorThings.
import { z } from "zod";

export const Latest = z.object({
  value: z.union([z.number(), z.string(), z.boolean()]),
  observedAt: z.iso.datetime(),
});

export const DatastreamView = z.object({
  id: z.number().int(),
  observedProperty: z.string(),
  unit: z.string(),
  /** Expected time between two observations. */
  expectedIntervalMs: z.number().int(),
  /** Age from which a value counts as stale: the expected interval times `staleIntervals` of the thing's kind. */
  staleAfterMs: z.number(),
  /** Vertical datum of a level; null where it has no meaning. */
  datum: z.string().nullable(),
  latest: Latest.nullable(),
  stale: z.boolean(),
});
export type DatastreamView = z.infer<typeof DatastreamView>;

export const ThingView = z
  .object({
    id: z.string(),
    /** Short number of the thing in binary frames. */
    no: z.number().int(),
    /** Code of its kind; the kind may be one without a row. */
    kind: z.string(),
    name: z.string(),
    regionCode: z.string(),
    regionName: z.string(),
    position: z.tuple([z.number(), z.number()]).nullable(),
    reachCode: z.string().nullable(),
    roadCode: z.string().nullable(),
    attributes: z.record(z.string(), z.unknown()),
    status: z.enum(["online", "offline", "unknown"]),
    spare: z.boolean(),
    synthetic: z.boolean(),
    datastreams: z.array(DatastreamView),
  })
  .meta({ id: "ThingView" });
export type ThingView = z.infer<typeof ThingView>;

/** The same rule for numbers, icons and aggregates; SQL has it in geodata/src/thing/stale.ts. */
export const isStale = (observedAtMs: number, staleAfterMs: number, nowMs: number): boolean =>
  nowMs - observedAtMs > staleAfterMs;
