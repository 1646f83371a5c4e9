// A region (区划) as it is kept: where it is counted is in its code; who runs it (管理归属) and from when to when may change.
import { z } from "zod";
import { RegionCode, RegionLevel } from "../region/codes.ts";
import { UnitName, Versioned } from "./unit.ts";
import { Validity } from "./validity.ts";

export const REGION_KINDS = ["admin", "town_like", "zone"] as const;
export const RegionKind = z.enum(REGION_KINDS);
export type RegionKind = z.infer<typeof RegionKind>;

export const RegionDraft = z.object({
  name: UnitName,
  nameEn: UnitName.nullable(),
  /** Null where it is run by the region that it is counted in; of another city, when that one runs it. */
  managementParentCode: RegionCode.nullable(),
  ...Validity.shape,
});
export type RegionDraft = z.infer<typeof RegionDraft>;

export const RegionRecord = RegionDraft.extend({
  code: z.string(),
  parentCode: z.string().nullable(),
  level: RegionLevel,
  kind: RegionKind,
  /** The regions (沿革) whose ground it took. */
  follows: z.array(RegionCode),
  ...Versioned.shape,
  synthetic: z.boolean(),
});
export type RegionRecord = z.infer<typeof RegionRecord>;
