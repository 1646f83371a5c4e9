// The filled share of a bar in per cent.
export const share = (value: number, max: number): number =>
  max <= 0 || !Number.isFinite(value) ? 0 : Math.max(0, Math.min(100, (value / max) * 100));

/** At least 25 % and at least 3 more than the comparison. */
export const isHigh = (value: number, comparison: number | null): boolean =>
  comparison !== null && value >= comparison * 1.25 && value - comparison >= 3;
