// Whether a grid cell (单元网格) may be kept, end, or be made as somebody wants it. Nobody brings an outline: a new cell takes
// the whole ground of neighbouring cells of one village, which end when it begins.
import { regionLevel } from "../region/codes.ts";
import { flaw, found, type UnitFlaw } from "./flaw.ts";
import type { GridDraft, GridRecord } from "./grid.ts";
import { endsAfterBeginning, type Validity } from "./validity.ts";

/** What a new cell follows is said once, by a sheet; a form says nothing of it. */
export type GridWish = GridDraft & Partial<Pick<GridRecord, "follows">>;

type Standing = Validity & Pick<GridRecord, "follows">;

export interface GridsAround {
  /** Cells as they would be, the one in question, those that it follows and those that follow them among them. */
  cells: ReadonlyMap<string, Standing>;
  /** Of each cell that has an outline already: those of the others that it touches. */
  neighbours: ReadonlyMap<string, ReadonlySet<string>>;
  /** Which cells take each one's ground. */
  takers: ReadonlyMap<string, readonly string[]>;
}

export function gridsAround(cells: ReadonlyMap<string, Standing>, neighbours: GridsAround["neighbours"]): GridsAround {
  const takers = new Map<string, string[]>();
  for (const [code, { follows }] of cells) {
    for (const from of follows) takers.set(from, [...(takers.get(from) ?? []), code]);
  }
  return { cells, neighbours, takers };
}

export type GridField = "code" | "follows" | "validFrom" | "validTo";

const villageOf = (code: string): string => code.slice(0, -3);

/** The first that no chain of neighbours connects with the others; null for ground in one piece. */
function apart(follows: readonly string[], neighbours: GridsAround["neighbours"]): string | null {
  const [first = "", ...rest] = follows;
  const left = new Set(rest);
  const reached = [first];
  for (const at of reached) {
    for (const code of left) {
      if (neighbours.get(at)?.has(code) !== true) continue;
      left.delete(code);
      reached.push(code);
    }
  }
  return [...left][0] ?? null;
}

function partFlaw(code: string, part: string, { neighbours, takers }: GridsAround): UnitFlaw<GridField> | null {
  if (!neighbours.has(part)) return flaw("follows", "region-unknown", part);
  if (villageOf(part) !== villageOf(code)) return flaw("follows", "grid-elsewhere", part);
  return (takers.get(part)?.length ?? 0) > 1 ? flaw("follows", "ground-taken", part) : null;
}

function newFlaws(code: string, { follows }: Standing, around: GridsAround): UnitFlaw<GridField>[] {
  // A code that was refused already has no ground.
  if (code === "") return [];
  if (regionLevel(code) !== "grid") return [flaw("code", "grid-code", code)];
  if (follows.length === 0) return [flaw("follows", "no-ground", "")];
  const parts = found<GridField>(follows.map((part) => partFlaw(code, part, around)));
  if (parts.length > 0) return parts;
  const alone = apart(follows, around.neighbours);
  return alone === null ? [] : [flaw("follows", "ground-apart", alone)];
}

const lasts = (cell: Validity | undefined, day: string): boolean =>
  cell !== undefined && (cell.validTo === null || cell.validTo > day);

/** No ground is held by two cells on one day. */
function groundFlaws(code: string, wish: Standing, isNew: boolean, around: GridsAround): UnitFlaw<GridField>[] {
  const { cells, takers } = around;
  const staying = wish.follows.filter((part) => lasts(cells.get(part), wish.validFrom));
  const taker = takers.get(code)?.find((other) => lasts(wish, cells.get(other)?.validFrom ?? ""));
  return found<GridField>([
    ...staying.map((part) => flaw<GridField>(isNew ? "follows" : "validFrom", "ground-stays", part)),
    taker === undefined ? null : flaw("validTo", "ground-gone", taker),
  ]);
}

export function gridFlaws(
  code: string,
  draft: GridWish,
  before: Standing | null,
  around: GridsAround,
): UnitFlaw<GridField>[] {
  const wish = { ...draft, follows: draft.follows ?? before?.follows ?? [] };
  const isMoved = before !== null && wish.follows.join() !== before.follows.join();
  return found<GridField>([
    endsAfterBeginning(wish) ? null : flaw("validTo", "ends-first", wish.validTo),
    isMoved ? flaw("follows", "region-fixed", wish.follows.join("、")) : null,
    ...(before === null ? newFlaws(code, wish, around) : []),
    ...groundFlaws(code, wish, before === null, around),
  ]);
}
