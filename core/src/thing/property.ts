// The property that a datastream observes (观测属性): its name, unit and plausible values.
import { z } from "zod";

export const ObservedProperty = z
  .object({
    key: z.string(),
    nameZh: z.string(),
    nameEn: z.string(),
    unit: z.string(),
    valueType: z.enum(["number", "string", "boolean"]),
    /** In the unit; null is no limit. */
    minValue: z.number().nullable(),
    maxValue: z.number().nullable(),
    /** Name of the icon of its alarms; null, or one that the page does not have, is drawn as the neutral icon. */
    icon: z.string().nullable(),
    /** Themes of the wall that alarms about it belong to. */
    themes: z.array(z.string()),
  })
  .meta({ id: "ObservedProperty" });
export type ObservedProperty = z.infer<typeof ObservedProperty>;
