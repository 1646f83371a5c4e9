// What stands in the way of a unit as somebody wants it: the field, the reason, and what stood there. A form and a sheet
// refuse by the same rules.
import type { RefusalReason } from "../import/refusal.ts";

export interface UnitFlaw<Field extends string = string> {
  field: Field;
  reason: RefusalReason;
  got: string;
}

/** Null for what is in order. */
type Finding<Field extends string> = UnitFlaw<Field> | null;

export const flaw = <Field extends string>(
  field: Field,
  reason: RefusalReason,
  got: string | null,
): UnitFlaw<Field> => ({
  field,
  reason,
  got: got ?? "",
});

export const found = <Field extends string>(findings: readonly Finding<Field>[]): UnitFlaw<Field>[] =>
  findings.filter((each) => each !== null);
