// All data of one case for the console: the case, its log, the possible commands, its source, its neighbours, its contact.
import type { Actor } from "@minqing/core/access/account";
import type { Scope } from "@minqing/core/access/scope";
import { AlarmView } from "@minqing/core/alarm/alarm";
import { actEntry, COMMAND_TYPES } from "@minqing/core/case/acts";
import { CaseView } from "@minqing/core/case/case";
import { CaseClock } from "@minqing/core/case/clock";
import { applyAct, type CaseAct, openedBy, possibleCommands } from "@minqing/core/case/decide";
import { CaseActView } from "@minqing/core/case/log";
import { DetectionView } from "@minqing/core/detection/detection";
import { ContactView } from "@minqing/core/privacy/contact";
import { type ReportView, ReportWithContact } from "@minqing/core/report/report";
import { alarmViews } from "@minqing/geodata/alarm/queries";
import { caseActs, clocksOfCase } from "@minqing/geodata/case/act-queries";
import { caseDescription, casesNearby, departmentNames, seenCase } from "@minqing/geodata/case/view-queries";
import type { Executor } from "@minqing/geodata/database";
import { detectionViews } from "@minqing/geodata/detection/queries";
import { ownReportsOfCase, reportsOfCase } from "@minqing/geodata/report/queries";
import { z } from "zod";
import { maskedContacts } from "../privacy/masked-contacts.ts";
import { ProblemError } from "../problem/problem-error.ts";
import { reporterOf } from "../report/reporter-of.ts";
import type { ServerContext } from "../server-context.ts";

export const CaseDetail = z.object({
  case: CaseView,
  description: z.string().nullable(),
  acts: z.array(CaseActView).describe("the whole log, oldest first"),
  clocks: z.array(CaseClock).describe("oldest first; screens and figures read these"),
  possibleCommands: z.array(z.enum(COMMAND_TYPES)),
  alarm: AlarmView.nullable(),
  detection: DetectionView.nullable(),
  nearby: z.array(CaseView),
  reports: z.array(ReportWithContact).describe("in the order in which they came; of a reporter only the own ones"),
  contact: ContactView.nullable().describe("that of the first report that has one, masked for the reader"),
  answer: z.string().nullable().describe("for its reporter: what was said at the closing, or why it was rejected"),
});
export type CaseDetail = z.infer<typeof CaseDetail>;

/** [GB/T 30428.8 practice] cases around this one, open or closed, of the last month: they may be duplicates. */
const NEARBY = { radiusM: 200, limit: 10, days: 30 };
const DAY_MS = 86_400_000;

export async function caseDetail(context: ServerContext, actor: Actor, id: string): Promise<CaseDetail> {
  const { db } = context;
  const seen = await seenCase(db, actor.scope, id);
  if (seen === null) throw new ProblemError("not-found", `there is no case ${id} in your scope`);
  return seen.asReporter ? detailForReporter(context, actor, seen.view) : wholeDetail(context, actor, seen.view);
}

async function wholeDetail(context: ServerContext, actor: Actor, view: CaseView): Promise<CaseDetail> {
  const { db, now } = context;
  const { id } = view;
  const since = new Date(now().getTime() - NEARBY.days * DAY_MS);
  const [description, acts, clocks, alarm, detection, nearby, reports] = await Promise.all([
    caseDescription(db, id),
    caseLog(db, id),
    clocksOfCase(db, id),
    sourceAlarm(db, actor.scope, view),
    sourceDetection(db, actor.scope, view),
    casesNearby(db, actor.scope, { caseId: id, radiusM: NEARBY.radiusM, limit: NEARBY.limit, since }),
    reportsOfCase(db, id).then((found) => reportsWithContact(context, actor, view, found)),
  ]);
  return {
    case: view,
    description,
    acts,
    clocks,
    possibleCommands: possibleCommands(view, actor),
    alarm,
    detection,
    nearby,
    reports,
    contact: firstContact(reports),
    answer: null,
  };
}

/** The own words, the public stage and the answer; nothing of other reporters, and nothing from inside. */
async function detailForReporter(context: ServerContext, actor: Actor, view: CaseView): Promise<CaseDetail> {
  const own = await ownReportsOfCase(context.db, reporterOf(actor), view.id);
  const reports = await reportsWithContact(context, actor, view, own);
  const [first] = own;
  return {
    case: view,
    description: first?.description ?? null,
    acts: [],
    clocks: [],
    possibleCommands: [],
    alarm: null,
    detection: null,
    nearby: [],
    reports,
    contact: firstContact(reports),
    answer: first?.answer ?? null,
  };
}

async function reportsWithContact(
  context: ServerContext,
  actor: Actor,
  view: CaseView,
  reports: readonly ReportView[],
): Promise<ReportWithContact[]> {
  const ids = reports.map(({ id }) => id);
  const contacts = await maskedContacts(context, actor, ids, view);
  return reports.map((report) => ({ ...report, contact: contacts.get(report.id) ?? null }));
}

const firstContact = (reports: readonly ReportWithContact[]): ContactView | null =>
  reports.find(({ contact }) => contact !== null)?.contact ?? null;

/** The log with the unit that had the case after each act. The opening row is not repeated: the case itself has it. */
async function caseLog(executor: Executor, id: string): Promise<CaseActView[]> {
  const acts = await caseActs(executor, id);
  const units = unitsAfter(acts);
  const names = await departmentNames(executor, [...new Set(units.flatMap((unit) => unit ?? []))]);
  return acts.map(({ limits: _, ...act }, index) => {
    const departmentId = units[index] ?? null;
    const departmentName = departmentId === null ? null : (names.get(departmentId) ?? null);
    const detail = actEntry(act.act).moves.length === 0 ? {} : act.detail;
    return { ...act, at: act.at.toISOString(), detail, departmentId, departmentName };
  });
}

function unitsAfter([first, ...rest]: readonly CaseAct[]): (string | null)[] {
  if (first === undefined) return [];
  let state = openedBy(first);
  return [
    null,
    ...rest.map((act) => {
      state = applyAct(state, act);
      return state.departmentId;
    }),
  ];
}

async function sourceAlarm(
  executor: Executor,
  scope: Scope,
  { source, sourceId }: CaseView,
): Promise<AlarmView | null> {
  if (source !== "alarm" || sourceId === null) return null;
  return (await alarmViews(executor, scope, [sourceId]))[0] ?? null;
}

/** A detection's key is its camera's id, a slash and its own id, which may hold slashes. */
async function sourceDetection(
  executor: Executor,
  scope: Scope,
  { source, sourceId }: CaseView,
): Promise<DetectionView | null> {
  if (source !== "detection" || sourceId === null) return null;
  const slash = sourceId.indexOf("/");
  const key = { cameraId: sourceId.slice(0, slash), id: sourceId.slice(slash + 1) };
  return (await detectionViews(executor, scope, [key]))[0] ?? null;
}
