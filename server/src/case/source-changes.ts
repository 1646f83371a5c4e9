// Updates the sources of a changed case: a detection and its picture take the case's grade, and an alarm or a detection
// refers to the case for readers who see it. Called with the case's row locked and written; locks the sources after it.
import { changeInPlace, type NewChange } from "@minqing/core/change/entry";
import { detectionKey } from "@minqing/core/detection/detection";
import { alarmsForLog, lockAlarmsOfCase } from "@minqing/geodata/alarm/queries";
import type { Executor } from "@minqing/geodata/database";
import { detectionsForLog, gradeDetectionsOfCase, lockDetectionsOfCase } from "@minqing/geodata/detection/queries";

/** The sources' change log entries, to be appended with the case's. */
export async function sourceChanges(tx: Executor, caseId: string): Promise<NewChange[]> {
  return [...(await alarmChanges(tx, caseId)), ...(await detectionChanges(tx, caseId))];
}

/** An alarm keeps its standing: it is about an instrument, and who is responsible for the instrument still sees it. */
async function alarmChanges(tx: Executor, caseId: string): Promise<NewChange[]> {
  const alarms = await alarmsForLog(tx, await lockAlarmsOfCase(tx, caseId));
  return alarms.map(({ view, standing }) => changeInPlace("alarm", view.id, standing, view));
}

async function detectionChanges(tx: Executor, caseId: string): Promise<NewChange[]> {
  const locked = await lockDetectionsOfCase(tx, caseId);
  await gradeDetectionsOfCase(tx, caseId);
  const before = new Map(locked.map((each) => [detectionKey(each), each.secrecy]));
  return (await detectionsForLog(tx, locked)).map(({ view, standing }) => {
    const id = detectionKey(view);
    const scopeBefore = { ...standing, secrecy: before.get(id) ?? standing.secrecy };
    return { kind: "detection", id, scopeBefore, scopeAfter: standing, value: view };
  });
}
