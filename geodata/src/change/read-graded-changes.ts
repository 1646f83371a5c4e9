// Reads the log for a client that resumes: each object has at least its current grade of confidentiality, also in
// entries from before it was classified. A client that could see it before then gets it as `gone`. The stored log does
// not change.
import type { CaseStanding } from "@minqing/core/access/standing";
import type { ChangeEntry, ChangeKind } from "@minqing/core/change/entry";
import { gradesOfCases } from "../case/queries.ts";
import type { Executor } from "../database.ts";
import { gradesOfDetections } from "../detection/queries.ts";
import { type ChangesRead, readChanges } from "./read-changes.ts";

/** As `readChanges`, with current grades. */
export async function readGradedChanges(db: Executor, after: number, limit: number): Promise<ChangesRead> {
  const read = await readChanges(db, after, limit);
  return read.expired ? read : { expired: false, entries: await withCurrentGrades(db, read.entries) };
}

/**
 * Grades are read after the entries: one that rises in between applies at once, and its own entry follows as `gone`.
 */
async function withCurrentGrades(db: Executor, entries: readonly ChangeEntry[]): Promise<ChangeEntry[]> {
  const idsOf = (kind: ChangeKind) => entries.filter((entry) => entry.kind === kind).map(({ id }) => id);
  const named = entries.flatMap((entry) => caseNamed(entry) ?? []);
  const cases = await gradesOfCases(db, [...new Set([...idsOf("case"), ...named])]);
  const detections = await gradesOfDetections(db, [...new Set(idsOf("detection"))]);
  // Alarms and warnings have no grade of their own.
  const graded: Partial<Record<ChangeKind, ReadonlyMap<string, number>>> = { case: cases, detection: detections };
  return entries.map((entry) => {
    const own = graded[entry.kind]?.get(entry.id) ?? 0;
    const ofCase = cases.get(caseNamed(entry) ?? "") ?? 0;
    if (own === 0 && ofCase === 0) return entry;
    const after = entry.scopeAfter && raised(entry.scopeAfter, own);
    return { ...entry, scopeAfter: after && { ...after, case: after.case && raised(after.case, ofCase) } };
  });
}

const raised = <T extends CaseStanding>(standing: T, secrecy: number): T =>
  standing.secrecy >= secrecy ? standing : { ...standing, secrecy };

/** The case that an alarm or a detection names. */
function caseNamed({ kind, value }: ChangeEntry): string | null {
  if (kind !== "alarm" && kind !== "detection") return null;
  const { caseId } = Object(value) as { caseId?: unknown };
  return typeof caseId === "string" ? caseId : null;
}
