// Maps a recording's time axis onto [now - span, now] at its own spacing, and its values into metres.
import type { RecordedRow } from "./recording.ts";

const METRES = { m: 1, ft: 0.3048 } as const;
export type LengthUnit = keyof typeof METRES;

export interface ValueMap {
  unit: LengthUnit;
  scale: number;
  /** Added last, in metres: the gauge's zero is elsewhere than the recording's. */
  offset: number;
}

/** The last row is now, every other one as much earlier as it was in the recording. */
export function mapTime(rows: readonly RecordedRow[], nowMs: number): RecordedRow[] {
  const last = rows.at(-1);
  if (last === undefined) return [];
  return rows.map(({ atMs, value }) => ({ atMs: nowMs - (last.atMs - atMs), value }));
}

/** To the millimetre. */
export const mapValue = (value: number, { unit, scale, offset }: ValueMap): number =>
  Number((value * METRES[unit] * scale + offset).toFixed(3));
