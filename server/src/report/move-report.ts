// Moves a report to another case (并案前的移交): both cases are locked in the order of their ids, then the report.
import type { Actor } from "@minqing/core/access/account";
import type { CaseActName } from "@minqing/core/case/acts";
import type { ReportView } from "@minqing/core/report/report";
import { clocksOfCases } from "@minqing/geodata/case/act-queries";
import { type LockedCase, lockCase } from "@minqing/geodata/case/queries";
import type { Executor } from "@minqing/geodata/database";
import { countReports, findReport, lockReport, moveReportTo, refreshReporters } from "@minqing/geodata/report/queries";
import { runAct } from "../act/run-act.ts";
import type { OnceRequest } from "../act/run-once.ts";
import { refuseReporter } from "../case/case-standing.ts";
import { requireAct } from "../case/run-command.ts";
import { actOnCases, type DecidedCase } from "../case/write-acts.ts";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";

export interface ReportMove {
  actor: Actor;
  reportId: string;
  /** The case that it goes to. */
  caseId: string;
  reason: string;
  once: OnceRequest;
}

interface Locked {
  from: LockedCase;
  to: LockedCase;
}

const absent = (what: string, id: string): ProblemError =>
  new ProblemError("not-found", `there is no ${what} ${id} in your scope`);

async function lockBoth(tx: Executor, { actor, reportId, caseId }: ReportMove): Promise<Locked> {
  const report = await findReport(tx, reportId);
  if (report === null) throw absent("report", reportId);
  const locked = new Map<string, LockedCase>();
  for (const id of [...new Set([report.caseId, caseId])].sort()) {
    const row = await lockCase(tx, actor.scope, id);
    if (row !== null) locked.set(id, row);
  }
  const [from, to] = [locked.get(report.caseId), locked.get(caseId)];
  // A report beyond the scope is answered as one that is not there, whatever the other case is.
  if (from === undefined) throw absent("report", reportId);
  refuseReporter(actor, from);
  if (report.caseId === caseId) {
    throw new ProblemError("bad-request", undefined, [{ path: "caseId", expected: "another case", got: caseId }]);
  }
  if (to === undefined) throw absent("case", caseId);
  refuseReporter(actor, to);
  if (report.channel === "device") {
    throw new ProblemError(
      "command-not-possible",
      "expected a person's report, got that of an alarm or a detection: it stays with the case that it opened",
    );
  }
  const found = await lockReport(tx, reportId);
  if (found?.caseId !== report.caseId) {
    throw new ProblemError("version-conflict", "somebody moved this report meanwhile");
  }
  return { from, to };
}

/** A case keeps one report at least. Both cases must go on. */
export const moveReport = (context: Pick<ServerContext, "db">, move: ReportMove): Promise<ReportView> =>
  runAct<Locked, ReportView>(context, {
    once: move.once,
    answer: { status: 200, objectOf: ({ caseId }) => ({ kind: "case", id: caseId }) },
    lock: (tx) => lockBoth(tx, move),
    perform: async (tx, { from, to }) => {
      if ((await countReports(tx, from.id)) < 2) {
        throw new ProblemError(
          "command-not-possible",
          "expected a case with another report, got the last report of its case",
        );
      }
      await moveReportTo(tx, move.reportId, to.id);
      const clocks = await clocksOfCases(tx, [from.id, to.id]);
      const decided = async (current: LockedCase, act: CaseActName): Promise<DecidedCase> => {
        const asked = { act, input: { reportId: move.reportId, reason: move.reason } };
        const acts = [requireAct(current, asked, move.actor, move.once.at)];
        return {
          current,
          clocks: clocks.get(current.id) ?? [],
          acts,
          reporters: await refreshReporters(tx, current.id),
        };
      };
      const cases = [await decided(from, "report-leave"), await decided(to, "report-join")];
      const { trace } = await actOnCases(tx, move.actor, cases, move.once.at);
      const value = await findReport(tx, move.reportId);
      if (value === null) throw new Error(`expected the report ${move.reportId} that was just moved, got none`);
      return { trace, value };
    },
  });
