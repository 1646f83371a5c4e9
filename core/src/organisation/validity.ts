// Validity (有效期) of regions, departments, posts and people: from a first day of the city's calendar up to
// the first day on which they are no longer in force. Ended ones stay readable; nothing is deleted.

import { z } from "zod";
import { Day } from "../time/instant.ts";

export const Validity = z.object({ validFrom: Day, validTo: Day.nullable() });
export type Validity = z.infer<typeof Validity>;

const SHANGHAI_MS = 8 * 3_600_000;

/** The day in the city's calendar; Asia/Shanghai has had no daylight saving since 1991. */
export const cityDay = (at: Date): string => new Date(at.getTime() + SHANGHAI_MS).toISOString().slice(0, 10);

export const isValidOn = ({ validFrom, validTo }: Validity, day: string): boolean =>
  validFrom <= day && (validTo === null || day < validTo);

export const endsAfterBeginning = ({ validFrom, validTo }: Validity): boolean =>
  validTo === null || validTo > validFrom;

/** Whether `child` is still in force after `parent` has ended. */
export const outlives = (child: Pick<Validity, "validTo">, parent: Pick<Validity, "validTo">): boolean =>
  parent.validTo !== null && (child.validTo === null || child.validTo > parent.validTo);
