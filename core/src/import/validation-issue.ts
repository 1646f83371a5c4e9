// A validation issue of a cell of an imported sheet (导入): the reason, what was expected, and what the cell holds.
import { z } from "zod";

/** English texts of the HTTP API; pages have their own text for each reason. */
export const EXPECTED = {
  "head-below": "the names of the columns in row 1: delete the title rows above them",
  "column-missing": "a column of this name",
  "column-unknown": "a column that this kind of sheet has",
  "column-twice": "each column once",
  "outside-columns": "nothing to the right of the header",
  empty: "a value",
  "digits-lost": "a cell formatted as text: as a number or a date it has lost what was typed",
  username: "2 to 64 of a-z, 0-9, dot, dash, underscore, beginning with a letter or digit",
  "too-long": "at most 64 characters",
  role: "roles by name or key, separated by 、 or ;",
  separation: "an administrator without any other role",
  "region-code": "codes of 6, 9, 12 or 15 digits, separated by 、 or ;",
  "department-id": "1 to 64 of a-z, 0-9, dash, underscore, beginning with a letter or digit",
  "department-kind": "a-z and underscore, as urban_management",
  twice: "each of them once",
  "region-unknown": "the code of an existing region or grid cell",
  "department-unknown": "the id of an existing department",
  "case-range": "辖区内全部 (region), 本部门及下级 (department) or 仅本人上报 (own)",
  "range-without-department": "a department, whose cases are meant",
  clearance: "一般 (0), 内部 (1) or 敏感 (2)",
  "parent-unknown": "the id of an existing department, or of another row",
  "parent-circle": "a parent that is not below the department itself",
  "unit-id": "1 to 64 of a-z, 0-9, dash, underscore, beginning with a letter or digit",
  day: "a day as 2026-03-01, in a cell formatted as text",
  moment: "a moment as 2026-03-01 08:00, in a cell formatted as text",
  phone: "5 to 20 digits, with dashes at most and a plus in front",
  "ends-first": "an end after the beginning",
  "outlives-parent": "an end no later than the parent's",
  "outlived-by-child": "an end no earlier than that of what stands below: end or move it first",
  "department-ended": "a department that is in force",
  "post-unknown": "the id of an existing post",
  "post-elsewhere": "a post of the same department",
  "post-ended": "a post that is in force",
  "reach-unknown": "the code of an existing reach",
  "account-unknown": "the name of an existing account",
  "account-taken": "an account that no other person has",
  "person-unknown": "the id of an existing person",
  "person-ended": "a person who is in force on that day",
  "shift-too-long": "a shift of 48 hours at most",
  "shift-overlap": "a time in which the person has no other shift",
  "shift-over": "a shift that is not over yet",
  "shift-moved": "the same person and beginning: delete the shift and create another",
  "shift-begun": "a shift that has not begun",
  "region-level": "the level of the code: city, county, town or village",
  "region-kind": "admin, town_like or zone",
  "region-parent": "the region whose code this one begins with",
  "region-fixed": "what it is already: level, kind, statistical parent and what it follows do not change",
  "no-grid": "no grid cell: those are a sheet of their own",
  "grid-code": "the 15 digits of a grid cell, of which the first 12 are its village's",
  "grid-elsewhere": "a grid cell of the same village",
  households: "a whole number of households, 100000 at most",
  "management-circle": "a region that is not run by this one itself",
  "no-ground": "the regions whose whole ground it takes: a sheet holds no outline to split one by",
  "ground-stays": "a region that ends by the day on which the new one begins",
  "ground-taken": "ground that no other region takes",
  "ground-apart": "cells that touch each other",
  "ground-gone": "an end by the day on which another takes its ground",
  "own-account": "no change to the account that imports",
  "last-administrator": "another enabled administrator of this kind",
} as const;

export type IssueReason = keyof typeof EXPECTED;

export const ValidationIssue = z.object({
  row: z.number().int(),
  /** Such as C5. */
  cell: z.string(),
  /** Name of the column in the file. */
  column: z.string(),
  reason: z.enum(Object.keys(EXPECTED) as [IssueReason, ...IssueReason[]]),
  expected: z.string(),
  got: z.string(),
});
export type ValidationIssue = z.infer<typeof ValidationIssue>;

const MAX_SHOWN = 80;

export const shortened = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);

export const validationIssue = (
  { row, cell, column }: Pick<ValidationIssue, "row" | "cell" | "column">,
  reason: IssueReason,
  got: string,
): ValidationIssue => ({ row, cell, column, reason, expected: EXPECTED[reason], got: shortened(got) });
