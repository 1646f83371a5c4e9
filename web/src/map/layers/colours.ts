// Colours of layers in the form of deck.gl: red, green, blue, alpha.
import type { Congestion } from "@minqing/core/road/road";

export type Rgba = [number, number, number, number];

export const CONGESTION_COLOURS: Record<Congestion, Rgba> = {
  // A jam has the colour of a priority; free flow is plain blue.
  severe: [255, 77, 79, 255],
  jam: [255, 159, 46, 255],
  slow: [255, 225, 77, 255],
  free: [79, 134, 179, 255],
  unknown: [143, 163, 184, 140],
};

/** Upper limits of the density classes and their colours; the last class has no limit. */
export const DENSITY_CLASSES: readonly { to: number; colour: Rgba }[] = [
  { to: 5, colour: [29, 57, 70, 255] },
  { to: 14, colour: [37, 82, 95, 255] },
  { to: 29, colour: [46, 112, 128, 255] },
  { to: 59, colour: [77, 152, 164, 255] },
  { to: Number.POSITIVE_INFINITY, colour: [147, 203, 208, 255] },
];

export const densityColour = (count: number): Rgba =>
  DENSITY_CLASSES.find(({ to }) => count <= to)?.colour ?? [147, 203, 208, 255];
