// The log for whoever comes back to it: what was classified since an entry was written stands there, too, as
// confidential as it is now. Whoever could see it before is told that it is gone. The log itself stays as it was written.
import type { CaseStanding } from "@minqing/core/access/standing";
import type { ChangeEntry, ChangeKind } from "@minqing/core/change/entry";
import { gradesOfCases } from "../case/queries.ts";
import type { Executor } from "../database.ts";
import { gradesOfDetections } from "../detection/queries.ts";
import { type ChangesRead, readChanges } from "./read-changes.ts";

/** As `readChanges`, graded of today. */
export async function readPastChanges(db: Executor, after: number, limit: number): Promise<ChangesRead> {
  const read = await readChanges(db, after, limit);
  return read.expired ? read : { expired: false, entries: await gradedOfToday(db, read.entries) };
}

/** Asked after the entries were read: a grade that rises in between counts at once, its own entry follows as `gone`. */
async function gradedOfToday(db: Executor, entries: readonly ChangeEntry[]): Promise<ChangeEntry[]> {
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

/** The case that an alarm or a detection says it belongs to. */
function caseNamed({ kind, value }: ChangeEntry): string | null {
  if (kind !== "alarm" && kind !== "detection") return null;
  const { caseId } = Object(value) as { caseId?: unknown };
  return typeof caseId === "string" ? caseId : null;
}
