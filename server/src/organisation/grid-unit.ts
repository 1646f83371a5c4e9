// Grid cells (单元网格) as a kind of unit: a sheet makes one as well, on the ground of those that it follows.
import { type GridRequest, gridIssues, gridsAround } from "@minqing/core/organisation/grid-issues";
import {
  type GridState,
  gridNeighbours,
  gridStates,
  gridsAndTakers,
  insertGrid,
  updateGrids,
} from "@minqing/geodata/organisation/grid-queries";
import { sql } from "@minqing/geodata/sql";
import type { Unit } from "./unit.ts";
import { overlaid } from "./units.ts";

export const GRIDS: Unit<GridRequest, GridState> = {
  kind: "grid",
  table: sql`grid_cells`,
  states: gridStates,
  shown: (state) => state,
  judge: async (executor, wanted) => {
    const parts = wanted.flatMap(({ draft, before }) => draft.follows ?? before?.follows ?? []);
    const stored = await gridsAndTakers(executor, [...wanted.map(({ id }) => id), ...parts]);
    const cells = overlaid(stored, wanted);
    const around = gridsAround(cells, await gridNeighbours(executor, parts));
    return ({ id, draft, before }) => gridIssues(id, draft, before, around);
  },
  write: async (tx, cells) => {
    const known = await gridStates(
      tx,
      cells.map(({ id }) => id),
    );
    for (const cell of cells.filter(({ id }) => !known.has(id))) {
      await insertGrid(tx, { ...cell, follows: cell.follows ?? [] });
    }
    await updateGrids(
      tx,
      cells.filter(({ id }) => known.has(id)),
    );
  },
};
