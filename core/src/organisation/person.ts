// A person (人员) of the city's units: a leader, an operator, a grid worker (网格员), a river chief (河长).

import { z } from "zod";
import { Username } from "../access/account.ts";
import { RegionCode } from "../region/codes.ts";
import { foldedText } from "../text/text.ts";
import { UnitId, UnitName, Versioned } from "./unit.ts";
import { Validity } from "./validity.ts";

export const Phone = foldedText.pipe(
  z.string().regex(/^\+?\d[\d-]{4,19}$/, "expected 5 to 20 digits, with dashes at most and a plus in front"),
);

/** A reach (河段) by its code. */
export const ReachCode = z.string().min(1).max(64);

export const PersonDraft = z.object({
  name: UnitName,
  departmentId: UnitId.nullable(),
  postId: UnitId.nullable(),
  regionCode: RegionCode,
  reachCodes: z.array(ReachCode).max(64),
  /** The person's account; an account belongs to at most one person. */
  username: Username.nullable(),
  ...Validity.shape,
});
export type PersonDraft = z.infer<typeof PersonDraft>;

/** Without `phone` the stored number stays. */
export const PersonRequest = PersonDraft.extend({ phone: Phone.nullable().optional() }).meta({ id: "PersonRequest" });
export type PersonRequest = z.infer<typeof PersonRequest>;

/** As it is stored: a row that no form would accept today is shown all the same. */
export const PersonState = z.object({
  name: z.string(),
  departmentId: z.string().nullable(),
  postId: z.string().nullable(),
  regionCode: z.string(),
  reachCodes: z.array(z.string()),
  username: z.string().nullable(),
  ...Validity.shape,
});
export type PersonState = z.infer<typeof PersonState>;

export const PersonRecord = PersonState.extend({
  id: z.string(),
  ...Versioned.shape,
  synthetic: z.boolean(),
  /** Masked. */
  phone: z.string().nullable(),
  departmentName: z.string().nullable(),
  postName: z.string().nullable(),
}).meta({ id: "PersonRecord" });
export type PersonRecord = z.infer<typeof PersonRecord>;
