// Water class by single-factor assessment: the worst item decides. [GB 3838-2002 table 1; 环办〔2011〕22号]

import { z } from "zod";

/** Target class of a reach; worse than V is not a target. */
export const WaterTarget = z.enum(["I", "II", "III", "IV", "V"]);
export const WaterClass = z.enum([...WaterTarget.options, "worse"]);
export type WaterClass = z.infer<typeof WaterClass>;

/** Class limits for I…V. `direction` says on which side of the limit the water is good. */
export interface WaterLimits {
  direction: "at-most" | "at-least";
  limits: readonly [number, number, number, number, number];
}

function classOf(value: number, { direction, limits }: WaterLimits): number {
  const index = limits.findIndex((limit) => (direction === "at-most" ? value <= limit : value >= limit));
  return index === -1 ? 5 : index;
}

/** The class of a sample; null when no item of it has limits. Keys are observed properties, in the limits' units. */
export function waterClass(
  sample: Readonly<Record<string, number>>,
  limits: Readonly<Record<string, WaterLimits>>,
): WaterClass | null {
  const classes = Object.entries(sample).flatMap(([key, value]) => {
    const row = limits[key];
    return row === undefined ? [] : [classOf(value, row)];
  });
  return classes.length === 0 ? null : (WaterClass.options[Math.max(...classes)] ?? null);
}
