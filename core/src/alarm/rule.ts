// An alarm rule (告警规则): data that a city sets, with an edition and validity.
import { z } from "zod";
import { Priority } from "./priority.ts";

/** A limit is a number, or the name of an attribute of the thing (a river's 警戒水位 differs from gauge to gauge). */
export const Limit = z.union([z.number(), z.object({ attribute: z.string() })]);
export type Limit = z.infer<typeof Limit>;

const Common = {
  id: z.string().min(1),
  edition: z.string().min(1),
  nameZh: z.string().min(1),
  nameEn: z.string().min(1),
  priority: Priority,
  /** Kinds of things that the rule applies to. */
  thingKinds: z.array(z.string()).min(1),
  /** Category of the case that the alarm opens by itself; null when a person decides. */
  caseCategory: z.string().nullable(),
};

export const ThresholdRule = z.object({
  ...Common,
  kind: z.literal("threshold"),
  observedProperty: z.string(),
  operator: z.enum([">=", "<="]),
  limit: Limit,
  /** How far back behind the limit the value must go before the alarm clears; in the property's unit. */
  hysteresis: z.number().min(0),
  /** Event time for which the condition must hold before the alarm is raised. */
  holdMs: z.number().int().min(0),
  /** Event time for which the value must stay behind the hysteresis before the alarm clears. */
  clearHoldMs: z.number().int().min(0),
  /** A reading older than the newest one by at most this is still evaluated. */
  latenessMs: z.number().int().min(0),
});
export type ThresholdRule = z.infer<typeof ThresholdRule>;

export const SilenceRule = z.object({
  ...Common,
  kind: z.literal("silence"),
  /** Silent after this many expected intervals … */
  intervals: z.number().positive(),
  /** … but never sooner than this. */
  atLeastMs: z.number().int().positive(),
});
export type SilenceRule = z.infer<typeof SilenceRule>;

export const AlarmRule = z.discriminatedUnion("kind", [ThresholdRule, SilenceRule]);
export type AlarmRule = z.infer<typeof AlarmRule>;

/** The limit for one thing; null when the thing lacks the attribute, so the rule does not apply to it. */
export function resolveLimit(limit: Limit, attributes: Readonly<Record<string, unknown>>): number | null {
  if (typeof limit === "number") return limit;
  const value = attributes[limit.attribute];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
