// Opens the case of an alarm or a camera detection: reported, accepted and registered by the system, so that it waits for
// dispatch. The source's row is locked first, so that each source opens one case however many sweeps run.
import type { Actor } from "@minqing/core/access/account";
import { standingAt } from "@minqing/core/access/standing";
import { alarmTitleAt } from "@minqing/core/alarm/alarm-title";
import type { CaseCategory } from "@minqing/core/case/category";
import { changeInPlace, type NewChange } from "@minqing/core/change/entry";
import { detectionKey } from "@minqing/core/detection/detection";
import { type AlarmForCase, alarmsForLog, linkAlarmToCase } from "@minqing/geodata/alarm/queries";
import { caseCategories, stageLimits } from "@minqing/geodata/case/queries";
import { caseViews } from "@minqing/geodata/case/view-queries";
import type { Executor } from "@minqing/geodata/database";
import { type DetectionForCase, detectionsForLog, linkDetectionToCase } from "@minqing/geodata/detection/queries";
import type { ActTrace } from "../act/run-act.ts";
import { singleRow } from "../single-row.ts";
import { type CaseDraft, deviceReport, type Filing, fileCase } from "./file-case.ts";

export interface Opening {
  actor: Actor;
  at: Date;
  followedBy: Filing["followedBy"];
}

/** A category missing from the city's list must not lose the alarm: the case then has the bare code as its name. */
function categoryOf(categories: readonly CaseCategory[], code: string): CaseCategory {
  const known = categories.find((candidate) => candidate.code === code);
  if (known !== undefined) return known;
  const names = { nameZh: code, nameEn: code };
  return {
    edition: "",
    code,
    kind: "event",
    major: "",
    ...names,
    limitS: null,
    defaultPriority: 3,
    departmentKind: null,
    icon: null,
    themes: [],
  };
}

const filingOf = async (tx: Executor, opening: Opening, position: CaseDraft["position"]): Promise<Filing> => ({
  ...opening,
  report: deviceReport(position),
  limits: await stageLimits(tx, opening.at),
});

async function caseChange(tx: Executor, id: string): Promise<NewChange> {
  const value = singleRow(await caseViews(tx, [id]));
  return { kind: "case", id, scopeBefore: null, scopeAfter: standingAt(value.regionCode, value.reachCode), value };
}

/** Opens the case of a locked alarm, which then refers to it. */
export async function openFromAlarm(tx: Executor, alarm: AlarmForCase, opening: Opening): Promise<ActTrace> {
  const category = categoryOf(await caseCategories(tx, opening.at), alarm.category);
  const draft: CaseDraft = {
    category,
    priority: alarm.priority,
    source: "alarm",
    sourceId: alarm.id,
    regionCode: alarm.regionCode,
    reachCode: alarm.reachCode,
    position: alarm.position,
    address: null,
    synthetic: alarm.synthetic,
    title: alarmTitleAt(alarm, "zh-CN"),
    description: null,
  };
  const { id, audit } = await fileCase(tx, draft, await filingOf(tx, opening, draft.position));
  await linkAlarmToCase(tx, alarm.id, { caseId: id, at: opening.at });
  const { view, standing } = singleRow(await alarmsForLog(tx, [alarm.id]));
  const linked = changeInPlace("alarm", alarm.id, standing, view);
  return { audit, changes: [await caseChange(tx, id), linked] };
}

/** Opens the case of a locked detection that has a category. */
export async function openFromDetection(
  tx: Executor,
  detection: DetectionForCase & { category: string },
  opening: Opening,
): Promise<ActTrace> {
  const category = categoryOf(await caseCategories(tx, opening.at), detection.category);
  const key = detectionKey(detection);
  const draft: CaseDraft = {
    category,
    priority: category.defaultPriority,
    source: "detection",
    sourceId: key,
    regionCode: detection.regionCode,
    reachCode: detection.reachCode,
    position: detection.position,
    address: null,
    description: null,
    synthetic: detection.synthetic,
    title: `${detection.cameraName} ${detection.className ?? category.nameZh}`,
  };
  const { id, audit } = await fileCase(tx, draft, await filingOf(tx, opening, draft.position));
  await linkDetectionToCase(tx, detection, id);
  const { view, standing } = singleRow(await detectionsForLog(tx, [detection]));
  const linked = changeInPlace("detection", key, standing, view);
  return { audit, changes: [await caseChange(tx, id), linked] };
}
