// A post (岗位): what somebody does in a department; of no department where the post stands beside them (河长).
import { z } from "zod";
import { Role } from "../access/account.ts";
import { UnitId, UnitName, Versioned } from "./unit.ts";
import { Validity } from "./validity.ts";

export const PostDraft = z.object({
  departmentId: UnitId.nullable(),
  name: UnitName,
  nameEn: UnitName.nullable(),
  /** What its holder is to the program; what an account may do stands with the account. */
  role: Role.nullable(),
  ...Validity.shape,
});
export type PostDraft = z.infer<typeof PostDraft>;

export const PostRecord = PostDraft.extend({
  id: z.string(),
  ...Versioned.shape,
  synthetic: z.boolean(),
  /** Who holds it today. */
  people: z.number().int(),
});
export type PostRecord = z.infer<typeof PostRecord>;
