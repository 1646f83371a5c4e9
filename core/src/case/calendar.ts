// Time limits (时限) and the calendar that counts them. A limit has a value and a unit; what a unit means in real time is the
// calendar's matter.
import { z } from "zod";

/** s: seconds; uh: hours that run day and night (紧急工作时); ud: days that run through weekends (紧急工作日). */
export const LIMIT_UNITS = ["s", "uh", "ud"] as const;

export const Limit = z.object({ value: z.number().nonnegative(), unit: z.enum(LIMIT_UNITS) });
export type Limit = z.infer<typeof Limit>;

export interface Calendar {
  /** The instant at which a limit that begins at `from` ends. */
  end(from: Date, limit: Limit): Date;
  /** The part of a limit that is used up between two instants, in the unit's own measure. */
  used(from: Date, to: Date, unit: Limit["unit"]): number;
}

const UNIT_MS: Readonly<Record<Limit["unit"], number>> = { s: 1_000, uh: 3_600_000, ud: 86_400_000 };

/** Counts plain time: every hour of every day. Calendars of working hours come with the catalogue. */
export const PLAIN_TIME: Calendar = {
  end: (from, { value, unit }) => new Date(from.getTime() + value * UNIT_MS[unit]),
  used: (from, to, unit) => (to.getTime() - from.getTime()) / UNIT_MS[unit],
};
