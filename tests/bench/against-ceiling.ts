// Puts a figure beside the ceiling of the same run: what the machine does there without our program. The ratio means
// the same on a machine three times slower, so targets are ratios.
import type { Figure } from "./bench.ts";

export interface Ceiling {
  /** What was measured instead of our program. */
  name: string;
  value: number;
  /** What figure / ceiling must reach. */
  target: string;
}

/** The figure, its ceilings, and its ratio to each. */
export function againstCeilings(figure: Omit<Figure, "target">, ceilings: readonly Ceiling[]): Figure[] {
  const { name, value, unit } = figure;
  return [
    { name, value, unit },
    ...ceilings.map((ceiling): Figure => ({ name: `ceiling: ${ceiling.name}`, value: ceiling.value, unit })),
    ...ceilings.map(
      (ceiling): Figure => ({
        name: `${name} / ${ceiling.name}`,
        value: value / ceiling.value,
        unit: "",
        target: ceiling.target,
      }),
    ),
  ];
}
