// A stored grid cell (单元网格): its village and its outline are fixed; name, households and validity may change. The
// people assigned to it answer for it.
import { z } from "zod";
import { UnitName, Versioned } from "./unit.ts";
import { Validity } from "./validity.ts";

export const MAX_HOUSEHOLDS = 100_000;

export const GridDraft = z
  .object({
    name: UnitName,
    households: z.number().int().min(0).max(MAX_HOUSEHOLDS),
    ...Validity.shape,
  })
  .meta({ id: "GridDraft" });
export type GridDraft = z.infer<typeof GridDraft>;

/** As it is stored: a row that no form would accept today is shown all the same. */
export const GridRecord = GridDraft.extend({
  name: z.string(),
  code: z.string(),
  villageCode: z.string(),
  /** The cells (沿革) whose ground it took. */
  follows: z.array(z.string()),
  /** Number of people assigned to it who are in force. */
  people: z.number().int(),
  ...Versioned.shape,
  synthetic: z.boolean(),
}).meta({ id: "GridRecord" });
export type GridRecord = z.infer<typeof GridRecord>;
