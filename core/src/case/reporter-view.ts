// A case as its reporter sees it who sees it for the own report alone: number, category, place on a grid and public stage, and
// nothing that another reporter said or that the city does inside.
import type { CaseView } from "./case.ts";
import { type PublicStage, stageOf } from "./stages.ts";
import type { CaseStatus } from "./status.ts";

const STANDS_FOR: Readonly<Record<PublicStage, CaseStatus>> = {
  waiting: "reported",
  handling: "handling",
  done: "closed",
};

/** The status that stands for a public stage; an end that is no stage (不予立案) is told as it is. */
export function publicStatusOf(status: CaseStatus): CaseStatus {
  const stage = stageOf(status).public;
  return stage === null ? status : STANDS_FOR[stage];
}

/** Whether the case came from an instrument, a patrol or a person is the city's matter. */
export const REPORTER_SOURCE = "citizen";

/** About 100 m: the exact place may be another reporter's. The own one stands in the own report. */
export const REPORTER_GRID_DEG = 0.001;
const onGrid = (degrees: number): number => Math.round(degrees / REPORTER_GRID_DEG) / Math.round(1 / REPORTER_GRID_DEG);

type Shown = { [K in keyof CaseView]?: (view: CaseView) => CaseView[K] };

/** The fields that a reporter gets otherwise than everybody else. */
const SHOWN: Shown = {
  title: (view) => view.categoryNameZh,
  status: (view) => publicStatusOf(view.status),
  source: () => REPORTER_SOURCE,
  sourceId: () => null,
  position: ({ position: [lon, lat] }) => [onGrid(lon), onGrid(lat)],
  address: () => null,
  departmentId: () => null,
  departmentName: () => null,
  statusSince: (view) => view.closedAt ?? view.reportedAt,
  clockSince: () => null,
  approachingAt: () => null,
  deadlineAt: () => null,
  returnCount: () => 0,
  reworkCount: () => 0,
  marks: () => ({}),
};

/** Entries of the log from earlier versions lack some fields: those that are there are held back. */
export const forReporter = (view: CaseView): CaseView => ({
  ...view,
  ...Object.fromEntries(Object.entries(SHOWN).flatMap(([field, show]) => (field in view ? [[field, show(view)]] : []))),
});
