// Makes figures: a value always has its unit, its comparison and the age of its data.
import type { Figure } from "@minqing/core/kpi/kpi";

type Basis = NonNullable<Figure["comparison"]>["basis"];

export interface FigureParts {
  unit: string;
  dataAt: Date | null;
  denominator?: number;
  /** Absent where there is no valid comparison. */
  basis?: Basis;
  comparison?: number | null;
}

export function figure(key: string, value: number | null, parts: FigureParts): Figure {
  const { unit, dataAt, denominator = null, basis, comparison = null } = parts;
  return {
    key,
    value,
    unit,
    comparison: basis === undefined || comparison === null ? null : { basis, value: comparison },
    denominator,
    dataAt: dataAt?.toISOString() ?? null,
  };
}

/** Null for a zero denominator: a dash on the screen, never 0 or 100 %. */
export const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
