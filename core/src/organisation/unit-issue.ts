// A validation issue of a unit: the field, the reason, and the invalid value. Forms and sheets are validated by the
// same rules.
import type { IssueReason } from "../import/validation-issue.ts";

export interface UnitIssue<Field extends string = string> {
  field: Field;
  reason: IssueReason;
  got: string;
}

/** Null for a valid field. */
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

export const issuesAmong = <Field extends string>(findings: readonly Finding<Field>[]): UnitIssue<Field>[] =>
  findings.filter((each) => each !== null);
