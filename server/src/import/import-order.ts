// The order of an import, and the sorting of its validation issues.
import type { Actor } from "@minqing/core/access/account";
import type { Sheet } from "@minqing/core/import/sheet";
import type { ValidationIssue } from "@minqing/core/import/validation-issue";

export interface ImportOrder {
  actor: Actor;
  sheet: Sheet;
  isDryRun: boolean;
}

/** Sorted row by row, from left to right. */
export const sortedByCell = (refused: readonly ValidationIssue[]): ValidationIssue[] =>
  refused.toSorted((a, b) => a.row - b.row || a.cell.length - b.cell.length || (a.cell < b.cell ? -1 : 1));
