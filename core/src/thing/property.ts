// The property that a datastream observes (观测属性): its name, unit and plausible values.
import { z } from "zod";

export const ObservedProperty = z.object({
  key: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  unit: z.string(),
  valueType: z.enum(["number", "string", "boolean"]),
  /** In the unit; null is no limit. */
  minValue: z.number().nullable(),
  maxValue: z.number().nullable(),
});
export type ObservedProperty = z.infer<typeof ObservedProperty>;
