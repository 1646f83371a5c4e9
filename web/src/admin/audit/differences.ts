// The detail of a row as lines: a field before and after, or a fact. Pure.
import type { AuditRow } from "../../api/audit.ts";

export type DetailLine =
  | { kind: "change"; field: string; before: string; after: string }
  | { kind: "fact"; field: string; value: string };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value in one line: lists without brackets, null as a dash. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (Array.isArray(value)) return value.length === 0 ? "–" : value.map(valueText).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

type TextOf = (value: unknown, field: string) => string;

const change = (field: string, before: unknown, after: unknown, textOf: TextOf): DetailLine => ({
  kind: "change",
  field,
  before: textOf(before, field),
  after: textOf(after, field),
});

/** The fields in which two editions differ. */
function editions(before: Record<string, unknown>, after: Record<string, unknown>, textOf: TextOf): DetailLine[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => change(field, before[field], after[field], textOf));
}

export function detailLines(detail: AuditRow["detail"], textOf: TextOf = valueText): DetailLine[] {
  if (detail === null) return [];
  const { before, after } = detail;
  if (isObject(before) && isObject(after)) return editions(before, after, textOf);
  return Object.entries(detail).map(([field, value]) =>
    isObject(value) && "before" in value && "after" in value
      ? change(field, value["before"], value["after"], textOf)
      : { kind: "fact", field, value: textOf(value, field) },
  );
}
