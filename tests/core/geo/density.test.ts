import { cellCounts } from "@minqing/core/geo/density";
import type { Position } from "@minqing/core/geo/position";
import fc from "fast-check";
import { expect, test } from "vitest";
import { deepFreeze } from "../deep-freeze.ts";

test("every point is counted once, the fullest cell leads", () => {
  const position = fc.tuple(
    fc.double({ min: 115, max: 117, noNaN: true }),
    fc.double({ min: 22, max: 24, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(position, { maxLength: 200 }), fc.integer({ min: 5, max: 9 }), (positions, resolution) => {
      const cells = cellCounts(deepFreeze(positions as Position[]), resolution);
      expect(cells.reduce((sum, [, count]) => sum + count, 0)).toBe(positions.length);
      expect(cells.map(([, count]) => count)).toEqual(cells.map(([, count]) => count).toSorted((a, b) => b - a));
      // The cell of a single point is one of the cells of all points.
      for (const position of positions) {
        const [[own] = [""]] = cellCounts([position as Position], resolution);
        expect(cells.map(([cell]) => cell)).toContain(own);
      }
    }),
  );
});
