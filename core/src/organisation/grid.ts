// A stored grid cell (单元网格): its village and its outline are fixed; name, households and validity may change. The
// people assigned to it answer for it.
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
  /** Number of people assigned to it who are in force. */
  people: z.number().int(),
  ...Versioned.shape,
  synthetic: z.boolean(),
});
export type GridRecord = z.infer<typeof GridRecord>;
