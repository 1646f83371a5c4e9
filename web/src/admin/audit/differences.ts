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

const change = (field: string, before: unknown, after: unknown): DetailLine => ({
  kind: "change",
  field,
  before: valueText(before),
  after: valueText(after),
});

/** The fields in which two editions differ. */
function editions(before: Record<string, unknown>, after: Record<string, unknown>): DetailLine[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => change(field, before[field], after[field]));
}

export function detailLines(detail: AuditRow["detail"]): DetailLine[] {
  if (detail === null) return [];
  const { before, after } = detail;
  if (isObject(before) && isObject(after)) return editions(before, after);
  return Object.entries(detail).map(([field, value]) =>
    isObject(value) && "before" in value && "after" in value
      ? change(field, value["before"], value["after"])
      : { kind: "fact", field, value: valueText(value) },
  );
}
