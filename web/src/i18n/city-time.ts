// Instants in fields for a local time (datetime-local): the city's clock, whatever the machine at the desk is set to. Pure.
import { hourMinute, monthDay, shanghaiParts } from "./time-text.ts";

/** "2026-11-22T12:30" in the city's time as an instant; null when the text is not a complete time. */
export function cityInstant(local: string): string | null {
  const ms = Date.parse(`${local.slice(0, 16)}:00+08:00`);
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(local) && Number.isFinite(ms) ? new Date(ms).toISOString() : null;
}

/** The inverse: an instant as the text of such a field. */
export const cityLocal = (ms: number): string => `${shanghaiParts(ms).year}-${monthDay(ms)}T${hourMinute(ms)}`;
