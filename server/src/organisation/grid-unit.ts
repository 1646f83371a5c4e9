// Grid cells (单元网格) as a kind of unit. Only a sheet creates cells, on the ground of the cells that they follow.
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
  redact: (state) => state,
  makeValidator: async (executor, requested) => {
    const parts = requested.flatMap(({ draft, before }) => draft.follows ?? before?.follows ?? []);
    const stored = await gridsAndTakers(executor, [...requested.map(({ id }) => id), ...parts]);
    const cells = overlaid(stored, requested);
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
