// The detail of a request as lines: a field before and after, or a value of what would be made. Pure.
import type { ApprovalView } from "@minqing/core/access/approval";
import { z } from "zod";
import type { TextKey } from "../../i18n/text-key.ts";
import { type DetailLine, detailLines } from "../audit/differences.ts";

/** In the order of a form. */
const LABELS = new Map<string, TextKey>([
  ["displayName", "admin.field.displayName"],
  ["roles", "admin.field.roles"],
  ["regionCodes", "admin.field.regionCodes"],
  ["exceptCodes", "admin.field.exceptCodes"],
  ["departmentId", "admin.field.departmentId"],
  ["reachCodes", "admin.field.reachCodes"],
  ["caseRange", "admin.field.caseRange"],
  ["clearance", "admin.field.clearance"],
  ["enabled", "admin.field.enabled"],
  ["provider", "identity.provider"],
  ["subject", "identity.subject"],
  ["name", "token.column.name"],
  ["purpose", "token.column.purpose"],
  ["addresses", "token.field.addresses"],
  ["expiresAt", "token.column.expires"],
  ["overlapHours", "token.overlap"],
  ["created", "admin.import.count.create"],
  ["changed", "admin.import.count.change"],
]);

/** Null for a field that the page does not know: it is shown by its code. */
export const labelOf = (field: string): TextKey | null => LABELS.get(field) ?? null;

const ORDER = [...LABELS.keys()];
const placeOf = (field: string): number => (LABELS.has(field) ? ORDER.indexOf(field) : ORDER.length);

const isEmpty = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0);

/** Without the empty fields of what would be made; `textOf` puts a value into words. The database keeps no order. */
export function requestLines(
  { detail }: Pick<ApprovalView, "detail">,
  textOf: (value: unknown, field: string) => string,
): DetailLine[] {
  const filled = Object.entries(detail).filter(([field, value]) => field !== "accounts" && !isEmpty(value));
  const sorted = filled.toSorted(([a], [b]) => placeOf(a) - placeOf(b));
  return detailLines(Object.fromEntries(sorted), textOf);
}

const Accounts = z.object({ accounts: z.record(z.string(), z.record(z.string(), z.unknown())) });

/** Of an import: a line for each account, with what it would have or what would change. */
export function accountLines(
  { detail }: Pick<ApprovalView, "detail">,
  textOf: (value: unknown, field: string) => string,
  nameOf: (field: string) => string,
): DetailLine[] {
  const { data } = Accounts.safeParse(detail);
  return Object.entries(data?.accounts ?? {}).map(([username, account]) => {
    const parts = requestLines({ detail: account }, textOf).map((line) =>
      line.kind === "change"
        ? `${nameOf(line.field)} ${line.before} → ${line.after}`
        : `${nameOf(line.field)} ${line.value}`,
    );
    return { kind: "fact", field: username, value: parts.join(" · ") };
  });
}

const DECISIVE: ReadonlySet<string> = new Set(["roles", "regionCodes", "clearance"]);

/** The lines that a confirmation repeats: every change, and of something new what makes it great. */
export const decisiveLines = (lines: readonly DetailLine[]): DetailLine[] =>
  lines.filter(({ kind, field }) => kind === "change" || DECISIVE.has(field));
