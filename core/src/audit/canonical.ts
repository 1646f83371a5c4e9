// The text that a hash or a signature of the audit trail covers. [RFC 8785] JSON without spaces, members in the order
// of their names' UTF-16 code units: any program can reproduce the text.
import type { AuditRow } from "./row.ts";

/** Accepts values as `JSON.parse` returns them: no undefined, no dates. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${canonicalJson(inner)}`).join(",")}}`;
}

/** The text of a row with all its members, its id included. */
export const canonicalRow = (row: AuditRow): string => canonicalJson(row);

/** The text that the signature of a head covers. */
export const canonicalHead = ({ position, hash, at }: { position: number; hash: string; at: string }): string =>
  canonicalJson({ position, hash, at });
