// A case as its reporter sees it who sees it for the own report alone: number, category, place and public stage, and nothing
// that another reporter said or that the city does inside.
import type { CaseView } from "./case.ts";
import { stageOf } from "./stages.ts";
import { CASE_STATUSES, type CaseStatus } from "./status.ts";

/** The status that stands for a public stage; an end that is no stage (不予立案) is told as it is. */
export function publicStatusOf(status: CaseStatus): CaseStatus {
  const stage = stageOf(status).public;
  return stage === null ? status : (CASE_STATUSES.find((each) => STANDS_FOR[stage] === each) ?? status);
}

const STANDS_FOR = { waiting: "reported", handling: "handling", done: "closed" } as const;

/** About 100 m: the exact place may be another reporter's. The own one stands in the own report. */
export const REPORTER_GRID_DEG = 0.001;
const onGrid = (degrees: number): number => Math.round(degrees / REPORTER_GRID_DEG) / Math.round(1 / REPORTER_GRID_DEG);

export const forReporter = (view: CaseView): CaseView => ({
  ...view,
  title: view.categoryNameZh,
  status: publicStatusOf(view.status),
  source: "citizen",
  sourceId: null,
  position: [onGrid(view.position[0]), onGrid(view.position[1])],
  address: null,
  departmentId: null,
  departmentName: null,
  statusSince: view.closedAt ?? view.reportedAt,
  clockSince: null,
  approachingAt: null,
  deadlineAt: null,
  returnCount: 0,
  reworkCount: 0,
  marks: {},
});
