// How long a stage may take (时限). The limits are data of a city; they count calendar time until there is a working
// calendar.
import { z } from "zod";
import type { Priority } from "../alarm/priority.ts";
import { stageOf } from "./stages.ts";
import { CaseStatus } from "./status.ts";

const ByPriority = z.tuple([z.number(), z.number(), z.number(), z.number()]);

/** Seconds per status for P1…P4. A status without an entry has no deadline. */
export const StageLimits = z.object({
  edition: z.string(),
  secondsByStatus: z.partialRecord(CaseStatus, ByPriority),
});
export type StageLimits = z.infer<typeof StageLimits>;

/** When the stage that begins at `from` is due; dispatched and handling use the category's own limit if it has one. */
export function dueAt(
  limits: StageLimits,
  stage: { status: CaseStatus; priority: Priority; categoryLimitS: number | null },
  from: Date,
): Date | null {
  const { clock } = stageOf(stage.status);
  if (clock === null) return null;
  const seconds = limits.secondsByStatus[stage.status]?.[stage.priority - 1] ?? null;
  const own = clock === "handling" ? stage.categoryLimitS : null;
  const limit = own ?? seconds;
  return limit === null ? null : new Date(from.getTime() + limit * 1000);
}
