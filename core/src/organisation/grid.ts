// A grid cell (单元网格) as it is kept: its village and its outline are given; name, households and validity may change. Who
// answers for it is said by the people who stand in it.
import { z } from "zod";
import { RegionCode } from "../region/codes.ts";
import { UnitName, Versioned } from "./unit.ts";
import { Validity } from "./validity.ts";

export const MAX_HOUSEHOLDS = 100_000;

export const GridDraft = z.object({
  name: UnitName,
  households: z.number().int().min(0).max(MAX_HOUSEHOLDS),
  ...Validity.shape,
});
export type GridDraft = z.infer<typeof GridDraft>;

export const GridRecord = GridDraft.extend({
  code: z.string(),
  villageCode: z.string(),
  /** The cells (沿革) whose ground it took. */
  follows: z.array(RegionCode),
  /** Who stand in it and are in force. */
  people: z.number().int(),
  ...Versioned.shape,
  synthetic: z.boolean(),
});
export type GridRecord = z.infer<typeof GridRecord>;
