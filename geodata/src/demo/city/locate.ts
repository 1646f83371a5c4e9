// Finds the grid cell of a point: by buckets of boxes, then by the rings themselves.
import type { DemoGridCell } from "./grid-cells.ts";
import type { Point } from "./plane.ts";
import { areaContains, boxContains, boxOfArea, distanceM } from "./ring.ts";

const BUCKET_M = 1000;

export interface GridIndex {
  find(point: Point): DemoGridCell | null;
  /** The cell itself, or for a point just outside the city the cell whose label is nearest. */
  nearest(point: Point): DemoGridCell;
}

export function gridIndex(cells: readonly DemoGridCell[]): GridIndex {
  const buckets = new Map<string, { cell: DemoGridCell; box: ReturnType<typeof boxOfArea> }[]>();
  const bucketOf = (x: number, y: number): string => `${Math.floor(x / BUCKET_M)},${Math.floor(y / BUCKET_M)}`;
  for (const cell of cells) {
    const box = boxOfArea(cell.area);
    for (let x = Math.floor(box.minX / BUCKET_M) * BUCKET_M; x <= box.maxX; x += BUCKET_M) {
      for (let y = Math.floor(box.minY / BUCKET_M) * BUCKET_M; y <= box.maxY; y += BUCKET_M) {
        const key = bucketOf(x, y);
        const bucket = buckets.get(key);
        if (bucket) bucket.push({ cell, box });
        else buckets.set(key, [{ cell, box }]);
      }
    }
  }
  const find = (point: Point): DemoGridCell | null =>
    buckets
      .get(bucketOf(point[0], point[1]))
      ?.find(({ cell, box }) => boxContains(box, point) && areaContains(cell.area, point))?.cell ?? null;
  const closest = (point: Point): DemoGridCell =>
    cells.reduce((best, cell) => (distanceM(cell.labelAt, point) < distanceM(best.labelAt, point) ? cell : best));
  return { find, nearest: (point) => find(point) ?? closest(point) };
}
