// A category of cases (案件类别), in an edition. [GB/T 30428.2]
import { z } from "zod";
import { Priority } from "../alarm/priority.ts";

export const CaseCategory = z
  .object({
    edition: z.string(),
    code: z.string(),
    kind: z.enum(["event", "component"]),
    major: z.string(),
    nameZh: z.string(),
    nameEn: z.string(),
    limitS: z.number().int().nullable(),
    defaultPriority: Priority,
    departmentKind: z.string().nullable(),
    /** Name of an icon; null, or one that the page does not have, is drawn as the neutral icon. */
    icon: z.string().nullable(),
    /** Themes of the wall that cases of this category belong to. */
    themes: z.array(z.string()),
  })
  .meta({ id: "CaseCategory" });
export type CaseCategory = z.infer<typeof CaseCategory>;
