// A shift (班次): one person on duty (值班) for a department, from an instant to another. A shift that is over cannot
// change.

import { z } from "zod";
import { InstantText } from "../time/instant.ts";
import { UnitId, UnitName, Versioned } from "./unit.ts";

export const MAX_SHIFT_HOURS = 48;

export const ShiftDraft = z
  .object({
    personId: UnitId,
    departmentId: UnitId,
    /** 早班, 夜班, 值班. */
    name: UnitName,
    startsAt: InstantText,
    endsAt: InstantText,
  })
  .meta({ id: "ShiftDraft" });
export type ShiftDraft = z.infer<typeof ShiftDraft>;

/** As it is stored: a row that no form would accept today is shown all the same. */
export const ShiftState = z.object({
  personId: z.string(),
  departmentId: z.string(),
  name: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
});
export type ShiftState = z.infer<typeof ShiftState>;

export const ShiftRecord = ShiftState.extend({
  id: z.string(),
  ...Versioned.shape,
  synthetic: z.boolean(),
  personName: z.string(),
  departmentName: z.string(),
}).meta({ id: "ShiftRecord" });
export type ShiftRecord = z.infer<typeof ShiftRecord>;

/** "wang-202609110000": the person and the first minute in UTC; a person begins one shift at a time. */
export const shiftId = ({ personId, startsAt }: Pick<ShiftDraft, "personId" | "startsAt">): string =>
  `${personId}-${new Date(startsAt).toISOString().slice(0, 16).replace(/\D/g, "")}`;

export type ShiftIssue = "ends-first" | "too-long";

export function shiftIssue({ startsAt, endsAt }: Pick<ShiftDraft, "startsAt" | "endsAt">): ShiftIssue | null {
  const hours = (Date.parse(endsAt) - Date.parse(startsAt)) / 3_600_000;
  if (hours <= 0) return "ends-first";
  return hours > MAX_SHIFT_HOURS ? "too-long" : null;
}

type Span = Pick<ShiftDraft, "startsAt" | "endsAt">;

export const overlap = (a: Span, b: Span): boolean =>
  Date.parse(a.startsAt) < Date.parse(b.endsAt) && Date.parse(b.startsAt) < Date.parse(a.endsAt);
