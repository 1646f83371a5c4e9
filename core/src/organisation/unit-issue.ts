// What stands in the way of a unit as somebody wants it: the field, the reason, and what stood there. A form and a sheet
// refuse by the same rules.
import type { IssueReason } from "../import/validation-issue.ts";

export interface UnitIssue<Field extends string = string> {
  field: Field;
  reason: IssueReason;
  got: string;
}

/** Null for what is in order. */
type Finding<Field extends string> = UnitIssue<Field> | null;

export const issue = <Field extends string>(
  field: Field,
  reason: IssueReason,
  got: string | null,
): UnitIssue<Field> => ({
  field,
  reason,
  got: got ?? "",
});

export const found = <Field extends string>(findings: readonly Finding<Field>[]): UnitIssue<Field>[] =>
  findings.filter((each) => each !== null);
