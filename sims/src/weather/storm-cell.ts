// A storm cell: an area of rain that forms, moves over the city and dissolves. All times are weather time in milliseconds.
import type { Position } from "@minqing/core/geo/position";
import { moved, offsetM } from "../geo/metres.ts";

export interface StormCell {
  bornMs: number;
  lifeMs: number;
  /** Centre in the middle of its life. */
  target: Position;
  /** Metres per second. */
  eastMs: number;
  northMs: number;
  /** At this distance from the centre 14 % of the rain is left. */
  radiusM: number;
  peakMmH: number;
}

export const isAlive = (cell: StormCell, atMs: number): boolean =>
  atMs > cell.bornMs && atMs < cell.bornMs + cell.lifeMs;

export function cellCentre(cell: StormCell, atMs: number): Position {
  const seconds = (atMs - cell.bornMs - cell.lifeMs / 2) / 1000;
  return moved(cell.target, cell.eastMs * seconds, cell.northMs * seconds);
}

/** Rises and falls once over the cell's life, with a flat top. */
const strength = (cell: StormCell, atMs: number): number =>
  Math.sin((Math.PI * (atMs - cell.bornMs)) / cell.lifeMs) ** 0.5;

export function rainRateMmH(cells: readonly StormCell[], position: Readonly<Position>, atMs: number): number {
  let rate = 0;
  for (const cell of cells) {
    if (!isAlive(cell, atMs)) continue;
    const [east, north] = offsetM(cellCentre(cell, atMs), position);
    const reach = (east * east + north * north) / (cell.radiusM * cell.radiusM);
    if (reach < 4) rate += cell.peakMmH * strength(cell, atMs) * Math.exp(-2 * reach);
  }
  return rate;
}

const STEP_MS = 60_000;

/** Rain fallen between two instants, by the trapezium rule in steps of at most a minute. */
export function rainDepthMm(
  cells: readonly StormCell[],
  position: Readonly<Position>,
  fromMs: number,
  toMs: number,
): number {
  if (toMs <= fromMs) return 0;
  const steps = Math.max(1, Math.ceil((toMs - fromMs) / STEP_MS));
  const stepMs = (toMs - fromMs) / steps;
  let sum = (rainRateMmH(cells, position, fromMs) + rainRateMmH(cells, position, toMs)) / 2;
  for (let i = 1; i < steps; i++) sum += rainRateMmH(cells, position, fromMs + i * stepMs);
  return (sum * stepMs) / 3_600_000;
}
