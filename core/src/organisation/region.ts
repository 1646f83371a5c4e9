// A stored region (区划): its code determines where it is counted; the region that runs it (管理归属) and its validity may
// change.
import { z } from "zod";
import { RegionCode, RegionLevel } from "../region/codes.ts";
import { UnitName, Versioned } from "./unit.ts";
import { Validity } from "./validity.ts";

export const REGION_KINDS = ["admin", "town_like", "zone"] as const;
export const RegionKind = z.enum(REGION_KINDS);
export type RegionKind = z.infer<typeof RegionKind>;

export const RegionDraft = z
  .object({
    name: UnitName,
    nameEn: UnitName.nullable(),
    /** Null if the region that it is counted in runs it; may be a region of another city. */
    managementParentCode: RegionCode.nullable(),
    ...Validity.shape,
  })
  .meta({ id: "RegionDraft" });
export type RegionDraft = z.infer<typeof RegionDraft>;

/** As it is stored: a row that no form would accept today is shown all the same. */
export const RegionRecord = RegionDraft.extend({
  name: z.string(),
  nameEn: z.string().nullable(),
  code: z.string(),
  parentCode: z.string().nullable(),
  level: RegionLevel,
  kind: RegionKind,
  /** The regions (沿革) whose ground it took. */
  follows: z.array(RegionCode),
  ...Versioned.shape,
  synthetic: z.boolean(),
}).meta({ id: "RegionRecord" });
export type RegionRecord = z.infer<typeof RegionRecord>;
