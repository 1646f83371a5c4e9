// The alarms that a recording must raise and clear, in a file beside it, in the recording's own time and unit.
import { z } from "zod";

export const Expectations = z.object({
  recording: z.string(),
  column: z.string(),
  unit: z.enum(["m", "ft"]),
  warningLevel: z.number(),
  guaranteeLevel: z.number(),
  /** By how much an alarm may clear earlier or later. */
  clearToleranceS: z.number(),
  note: z.string(),
  alarms: z.array(z.object({ rule: z.string(), raisedAt: z.string(), clearedAt: z.string() })).min(1),
});
export type Expectations = z.infer<typeof Expectations>;
