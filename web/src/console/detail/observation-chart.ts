// The geometry of the curve of values around an alarm. A gap in the data stays a gap.

export interface ChartPoint {
  atMs: number;
  value: number;
}

export interface ChartBox {
  width: number;
  height: number;
}

export interface ObservationChart {
  /** SVG path; a new subpath after each gap. */
  path: string;
  y(value: number): number;
  x(atMs: number): number;
  /** Two or three round values for the axis. */
  ticks: number[];
  last: ChartPoint;
}

/** A round step that divides the span into two to four parts. */
function roundStep(span: number): number {
  const raw = span / 3;
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = raw / power;
  return (factor < 1.5 ? 1 : factor < 3.5 ? 2 : factor < 7.5 ? 5 : 10) * power;
}

function ticksBetween(low: number, high: number): number[] {
  const step = roundStep(high - low);
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

/** Null without points. Points further apart than `gapMs` are not joined. */
export function observationChart(
  points: readonly ChartPoint[],
  limit: number | null,
  box: ChartBox,
  gapMs: number,
): ObservationChart | null {
  const ordered = [...points].sort((a, b) => a.atMs - b.atMs);
  const first = ordered[0];
  const last = ordered.at(-1);
  if (first === undefined || last === undefined) return null;
  const values = ordered.map((point) => point.value);
  const seen = limit === null ? values : [...values, limit];
  const low = Math.min(...seen);
  const high = Math.max(...seen);
  const margin = high === low ? Math.max(Math.abs(high) * 0.1, 0.5) : (high - low) * 0.12;
  const x = (atMs: number) => ((atMs - first.atMs) / Math.max(last.atMs - first.atMs, 1)) * box.width;
  const y = (value: number) => box.height - ((value - (low - margin)) / (high - low + 2 * margin)) * box.height;
  const path = ordered
    .map((point, index) => {
      const before = ordered[index - 1];
      const joined = before !== undefined && point.atMs - before.atMs <= gapMs;
      return `${joined ? "L" : "M"}${x(point.atMs).toFixed(1)} ${y(point.value).toFixed(1)}`;
    })
    .join("");
  return { path, x, y, ticks: ticksBetween(low - margin, high + margin), last };
}
