// The limits of a city for the clocks of a case: by status and priority, and the category's own limit for handling.
import { z } from "zod";
import type { Priority } from "../alarm/priority.ts";
import type { AppliedLimit, ClockName } from "./clock.ts";
import { CaseStatus } from "./status.ts";

export const STAGE_LIMITS_KEY = "case.stage_limits";

const ByPriority = z.tuple([z.number(), z.number(), z.number(), z.number()]);

/**
 * Seconds per status for P1…P4; a status without an entry has no limit. `dispatched` is the limit of taking up (接单), and
 * `handling` that of handling where the category has none of its own.
 */
export const StageLimits = z.object({
  edition: z.string(),
  secondsByStatus: z.partialRecord(CaseStatus, ByPriority),
  /** Share of a limit after which the case counts as close to its deadline (临期). */
  approachingShare: z.number().gt(0).max(1).default(0.8),
});
export type StageLimits = z.infer<typeof StageLimits>;

/** The facts of a case on which its limits depend. */
export interface LimitBasis {
  priority: Priority;
  category: { edition: string; limitS: number | null };
}

/** The limit of a clock that starts with `status`; null when the city has set none. */
export function limitFor(
  limits: StageLimits | null,
  { priority, category }: LimitBasis,
  clock: ClockName,
  status: CaseStatus,
): AppliedLimit | null {
  const approachingShare = limits?.approachingShare ?? null;
  const own = clock === "handling" ? category.limitS : null;
  if (own !== null) return { value: own, unit: "s", edition: category.edition, approachingShare };
  const seconds = limits?.secondsByStatus[clock === "handling" ? "handling" : status]?.[priority - 1];
  if (limits === null || seconds === undefined) return null;
  return { value: seconds, unit: "s", edition: limits.edition, approachingShare };
}
