// A figure on a screen: its value, its comparison and the age of its data, never one without the others.
import { z } from "zod";

/** What a value is compared with: the same time yesterday, or the mean of seven days up to the same time of day. */
export const ComparisonBasis = z.enum(["yesterday_same_time", "seven_day_mean", "one_hour_ago", "planned"]);

export const Figure = z.object({
  key: z.string(),
  /** Null where the denominator is zero: shown as a dash, never as 0 or 100 %. */
  value: z.number().nullable(),
  unit: z.string(),
  comparison: z.object({ basis: ComparisonBasis, value: z.number().nullable() }).nullable(),
  /** The denominator of a ratio; null for other figures. */
  denominator: z.number().nullable(),
  /** Instant of the newest datum that went into it. */
  dataAt: z.iso.datetime().nullable(),
});
export type Figure = z.infer<typeof Figure>;

/** A null region means everything that the session sees. */
export const FigureGroup = z
  .object({
    regionCode: z.string().nullable(),
    at: z.iso.datetime(),
    figures: z.array(Figure),
  })
  .meta({ id: "FigureGroup" });
export type FigureGroup = z.infer<typeof FigureGroup>;

/** One lane of the timeline: values in equal steps; null is missing data, drawn as a gap. */
export const TimelineLane = z
  .object({
    key: z.string(),
    unit: z.string(),
    stepMs: z.number().int(),
    from: z.iso.datetime(),
    values: z.array(z.number().nullable()),
    /** The same lane one day earlier, where it is known. */
    before: z.array(z.number().nullable()).nullable(),
  })
  .meta({ id: "TimelineLane" });
export type TimelineLane = z.infer<typeof TimelineLane>;

export const RankRow = z
  .object({
    id: z.string(),
    nameZh: z.string(),
    nameEn: z.string(),
    value: z.number(),
    comparison: z.number().nullable(),
  })
  .meta({ id: "RankRow" });
export type RankRow = z.infer<typeof RankRow>;
