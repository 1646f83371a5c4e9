// Density of points (密度图) as counts per H3 cell.
import { latLngToCell } from "h3-js";
import type { Position } from "./position.ts";

/** Cells with at least one point, the fullest first, ties by cell. */
export function cellCounts(positions: readonly Position[], resolution: number): [cell: string, count: number][] {
  const counts = new Map<string, number>();
  for (const [lon, lat] of positions) {
    const cell = latLngToCell(lat, lon, resolution);
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  return [...counts].sort(([cellA, a], [cellB, b]) => b - a || (cellA < cellB ? -1 : 1));
}
