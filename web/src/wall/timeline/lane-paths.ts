// Lines and bars of the timeline as SVG. Null is missing data and becomes a gap, never a zero.

export interface LaneBox {
  width: number;
  height: number;
  min: number;
  max: number;
}

const round = (value: number): number => Math.round(value * 10) / 10;

export function linePath(values: readonly (number | null)[], { width, height, min, max }: LaneBox): string {
  const step = values.length < 2 ? 0 : width / (values.length - 1);
  const y = (value: number) => round(height - ((value - min) / Math.max(max - min, 1e-9)) * height);
  let path = "";
  let isOpen = false;
  values.forEach((value, index) => {
    if (value === null) {
      isOpen = false;
      return;
    }
    path += `${isOpen ? "L" : "M"}${round(index * step)} ${y(value)}`;
    isOpen = true;
  });
  return path;
}

export interface Bar {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** One bar per value, `gap` px apart; nothing is drawn for null and zero. */
export function bars(values: readonly (number | null)[], { width, height, max }: LaneBox, gap = 2): Bar[] {
  const step = width / Math.max(values.length, 1);
  return values.flatMap((value, index) => {
    if (value === null || value <= 0) return [];
    const tall = Math.max(1.5, (Math.min(value, max) / Math.max(max, 1e-9)) * height);
    return [
      { x: round(index * step), y: round(height - tall), width: round(Math.max(1, step - gap)), height: round(tall) },
    ];
  });
}

export interface HourTick {
  atMs: number;
  x: number;
  isMidnight: boolean;
}

const HOUR = 3600_000;
const SHANGHAI = 8 * HOUR;

/** Full hours of Shanghai between two instants that are multiples of `everyHours`. */
export function hourTicks(fromMs: number, toMs: number, width: number, everyHours: number): HourTick[] {
  const step = everyHours * HOUR;
  const first = Math.ceil((fromMs + SHANGHAI) / step) * step - SHANGHAI;
  const ticks: HourTick[] = [];
  for (let atMs = first; atMs < toMs; atMs += step) {
    const x = round(((atMs - fromMs) / (toMs - fromMs)) * width);
    ticks.push({ atMs, x, isMidnight: (atMs + SHANGHAI) % (24 * HOUR) === 0 });
  }
  return ticks;
}
