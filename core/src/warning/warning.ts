// A weather or flood warning (预警) in force for an area. The colours are prescribed: 红 Ⅰ, 橙 Ⅱ, 黄 Ⅲ, 蓝 Ⅳ. [中国气象局令第16号]

import { z } from "zod";
import { typedText } from "../text/text.ts";

export const WarningColour = z.enum(["red", "orange", "yellow", "blue"]);
export type WarningColour = z.infer<typeof WarningColour>;

export const WarningView = z
  .object({
    id: z.string(),
    /** rainstorm 暴雨, typhoon 台风, gale 大风, heat 高温, thunder 雷电, fog 大雾, flood 洪水 … */
    type: z.string(),
    colour: WarningColour,
    regionCode: z.string(),
    titleZh: z.string(),
    titleEn: z.string(),
    issuedAt: z.iso.datetime(),
    liftedAt: z.iso.datetime().nullable(),
    synthetic: z.boolean(),
  })
  .meta({ id: "WarningView" });
export type WarningView = z.infer<typeof WarningView>;

export const isWarningOnBoard = (warning: Pick<WarningView, "liftedAt">): boolean => warning.liftedAt === null;

/** A warning as a meteorological service or a simulator issues it. */
export const WarningIssue = z
  .object({
    type: typedText(40),
    colour: WarningColour,
    regionCode: z.string().regex(/^\d{6}(\d{3})?$/, "expected a city, county or town code"),
    titleZh: typedText(80),
    titleEn: typedText(120),
  })
  .meta({ id: "WarningIssue" });
export type WarningIssue = z.infer<typeof WarningIssue>;
