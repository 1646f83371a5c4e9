// How much an actor still sees of the object of an answer that is to be sent again. Objects of other kinds (units, accounts,
// settings) have no scope: the permission of the route, checked for every request, decides.
import type { Scope } from "@minqing/core/access/scope";
import { alarmIsSeen } from "@minqing/geodata/alarm/queries";
import { seenCase } from "@minqing/geodata/case/view-queries";
import type { Executor } from "@minqing/geodata/database";
import { detectionIsSeen } from "@minqing/geodata/detection/queries";
import { findReport } from "@minqing/geodata/report/queries";
import { warningIsSeen } from "@minqing/geodata/warning/queries";

/** "reporter": a case that is seen for the own report alone; its kept answer may show more than that. */
type Sight = "whole" | "reporter" | "none";
type SightOf = (executor: Executor, scope: Scope, id: string) => Promise<Sight>;

const wholeIf =
  (isSeen: (executor: Executor, scope: Scope, id: string) => Promise<boolean>): SightOf =>
  async (executor, scope, id) =>
    (await isSeen(executor, scope, id)) ? "whole" : "none";

const sightOfCase: SightOf = async (executor, scope, id) => {
  const seen = await seenCase(executor, scope, id);
  if (seen === null) return "none";
  return seen.asReporter ? "reporter" : "whole";
};

/** What is answered to a report was written for who sent it: seeing its case at all is enough. */
async function reportIsSeen(executor: Executor, scope: Scope, id: string): Promise<boolean> {
  const report = await findReport(executor, id);
  return report !== null && (await seenCase(executor, scope, report.caseId)) !== null;
}

const SCOPED: Readonly<Record<string, SightOf>> = {
  case: sightOfCase,
  report: wholeIf(reportIsSeen),
  alarm: wholeIf(alarmIsSeen),
  detection: wholeIf(detectionIsSeen),
  warning: wholeIf(warningIsSeen),
};

export const sightOf = async (
  executor: Executor,
  scope: Scope,
  { kind, id }: { kind: string; id: string },
): Promise<Sight> => (await SCOPED[kind]?.(executor, scope, id)) ?? "whole";
