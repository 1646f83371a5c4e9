// A post (岗位): a function in a department; without a department if the post is outside of them (河长).
import { z } from "zod";
import { Role } from "../access/account.ts";
import { UnitId, UnitName, Versioned } from "./unit.ts";
import { Validity } from "./validity.ts";

export const PostDraft = z
  .object({
    departmentId: UnitId.nullable(),
    name: UnitName,
    nameEn: UnitName.nullable(),
    /** Role of its holder. It gives no permission: the roles of an account do. */
    role: Role.nullable(),
    ...Validity.shape,
  })
  .meta({ id: "PostDraft" });
export type PostDraft = z.infer<typeof PostDraft>;

/** As it is stored: a row that no form would accept today is shown all the same. */
export const PostState = z.object({
  departmentId: z.string().nullable(),
  name: z.string(),
  nameEn: z.string().nullable(),
  role: z.string().nullable(),
  ...Validity.shape,
});
export type PostState = z.infer<typeof PostState>;

export const PostRecord = PostState.extend({
  id: z.string(),
  ...Versioned.shape,
  synthetic: z.boolean(),
  /** Number of people who hold it today. */
  people: z.number().int(),
}).meta({ id: "PostRecord" });
export type PostRecord = z.infer<typeof PostRecord>;
