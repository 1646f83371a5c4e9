// Maps a recording's time axis onto [now - span, now] with its original spacing, and its values to metres.
import type { RecordedRow } from "./recording.ts";

const METRES = { m: 1, ft: 0.3048 } as const;
export type LengthUnit = keyof typeof METRES;

export interface ValueMap {
  unit: LengthUnit;
  scale: number;
  /** Added last, in metres: difference between the zeros of gauge and recording. */
  offset: number;
}

/** The last row gets `nowMs`; the distances between rows stay. */
export function mapTime(rows: readonly RecordedRow[], nowMs: number): RecordedRow[] {
  const last = rows.at(-1);
  if (last === undefined) return [];
  return rows.map(({ atMs, value }) => ({ atMs: nowMs - (last.atMs - atMs), value }));
}

/** Rounded to the millimetre. */
export const mapValue = (value: number, { unit, scale, offset }: ValueMap): number =>
  Number((value * METRES[unit] * scale + offset).toFixed(3));
