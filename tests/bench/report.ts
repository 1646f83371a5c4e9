// How figures are printed: one line each, value right-aligned, the target beside it.
import type { Figure } from "./bench.ts";

export function figureLines(figures: readonly Figure[]): string[] {
  const width = Math.max(...figures.map(({ name }) => name.length));
  return figures.map(({ name, value, unit, target }) => {
    const text = `  ${name.padEnd(width)} ${formatValue(value).padStart(10)} ${unit}`;
    return target === undefined ? text : `${text}  (target ${target})`;
  });
}

function formatValue(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) >= 100) return Math.round(value).toString();
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 3);
}
