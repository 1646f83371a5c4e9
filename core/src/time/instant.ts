// Instants and days as every edge accepts them: what the calendar, JavaScript and PostgreSQL all know. [RFC 3339; ISO 8601 has
// a year 0, PostgreSQL has none]
import { z } from "zod";

const FIRST_MS = Date.parse("0001-01-01T00:00:00Z");
const LAST_MS = Date.parse("9999-12-31T23:59:59.999Z");

const isKnown = (text: string): boolean => {
  const ms = Date.parse(text);
  return ms >= FIRST_MS && ms <= LAST_MS;
};

/** RFC 3339 with offset. */
export const InstantText = z.iso
  .datetime({ offset: true, message: "expected an instant as RFC 3339" })
  .refine(isKnown, "expected an instant of the years 0001 to 9999 in UTC");

export const Day = z.iso
  .date({ error: "expected a day as YYYY-MM-DD" })
  .refine((day) => isKnown(`${day}T00:00:00Z`), "expected a day of the years 0001 to 9999");
