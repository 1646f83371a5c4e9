// Whether a grid cell (单元网格) may be kept, end, or be made as somebody wants it. Nobody brings an outline: a new cell takes
// the whole ground of neighbouring cells of one village, which end when it begins.
import { regionLevel } from "../region/codes.ts";
import type { GridDraft, GridRecord } from "./grid.ts";
import { found, issue, type UnitIssue } from "./unit-issue.ts";
import { endsAfterBeginning, type Validity } from "./validity.ts";

/** What a new cell follows is said once, by a sheet; a form says nothing of it. */
export type GridRequest = GridDraft & Partial<Pick<GridRecord, "follows">>;

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

function partIssue(code: string, part: string, { neighbours, takers }: GridsAround): UnitIssue<GridField> | null {
  if (!neighbours.has(part)) return issue("follows", "region-unknown", part);
  if (villageOf(part) !== villageOf(code)) return issue("follows", "grid-elsewhere", part);
  return (takers.get(part)?.length ?? 0) > 1 ? issue("follows", "ground-taken", part) : null;
}

function newIssues(code: string, { follows }: Standing, around: GridsAround): UnitIssue<GridField>[] {
  // A code that was refused already has no ground.
  if (code === "") return [];
  if (regionLevel(code) !== "grid") return [issue("code", "grid-code", code)];
  if (follows.length === 0) return [issue("follows", "no-ground", "")];
  const parts = found<GridField>(follows.map((part) => partIssue(code, part, around)));
  if (parts.length > 0) return parts;
  const alone = apart(follows, around.neighbours);
  return alone === null ? [] : [issue("follows", "ground-apart", alone)];
}

const lasts = (cell: Validity | undefined, day: string): boolean =>
  cell !== undefined && (cell.validTo === null || cell.validTo > day);

/** No ground is held by two cells on one day. */
function groundIssues(code: string, request: Standing, isNew: boolean, around: GridsAround): UnitIssue<GridField>[] {
  const { cells, takers } = around;
  const staying = request.follows.filter((part) => lasts(cells.get(part), request.validFrom));
  const taker = takers.get(code)?.find((other) => lasts(request, cells.get(other)?.validFrom ?? ""));
  return found<GridField>([
    ...staying.map((part) => issue<GridField>(isNew ? "follows" : "validFrom", "ground-stays", part)),
    taker === undefined ? null : issue("validTo", "ground-gone", taker),
  ]);
}

export function gridIssues(
  code: string,
  draft: GridRequest,
  before: Standing | null,
  around: GridsAround,
): UnitIssue<GridField>[] {
  const request = { ...draft, follows: draft.follows ?? before?.follows ?? [] };
  const isMoved = before !== null && request.follows.join() !== before.follows.join();
  return found<GridField>([
    endsAfterBeginning(request) ? null : issue("validTo", "ends-first", request.validTo),
    isMoved ? issue("follows", "region-fixed", request.follows.join("、")) : null,
    ...(before === null ? newIssues(code, request, around) : []),
    ...groundIssues(code, request, before === null, around),
  ]);
}
