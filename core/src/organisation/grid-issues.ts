// Validates a new or a changed grid cell (单元网格). Outlines are never uploaded: a new cell takes the whole ground of
// neighbouring cells of one village, which end when it begins.
import { regionLevel } from "../region/codes.ts";
import type { GridDraft, GridRecord } from "./grid.ts";
import { issue, issuesAmong, type UnitIssue } from "./unit-issue.ts";
import { endsAfterBeginning, type Validity } from "./validity.ts";

/** `follows` is set once, by the sheet that creates the cell; a form does not send it. */
export type GridRequest = GridDraft & Partial<Pick<GridRecord, "follows">>;

type Standing = Validity & Pick<GridRecord, "follows">;

export interface GridsAround {
  /** Cells as they would be after the change: the validated one, those that it follows, and those that follow them. */
  cells: ReadonlyMap<string, Standing>;
  /** For each cell with an outline: the other cells that it touches. */
  neighbours: ReadonlyMap<string, ReadonlySet<string>>;
  /** For each cell: the cells that take its ground. */
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

/** The first cell that no chain of neighbours connects with the others; null for ground in one piece. */
function firstDisconnected(follows: readonly string[], neighbours: GridsAround["neighbours"]): string | null {
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
  // An invalid code is reported already and has no ground.
  if (code === "") return [];
  if (regionLevel(code) !== "grid") return [issue("code", "grid-code", code)];
  if (follows.length === 0) return [issue("follows", "no-ground", "")];
  const parts = issuesAmong<GridField>(follows.map((part) => partIssue(code, part, around)));
  if (parts.length > 0) return parts;
  const alone = firstDisconnected(follows, around.neighbours);
  return alone === null ? [] : [issue("follows", "ground-apart", alone)];
}

const lasts = (cell: Validity | undefined, day: string): boolean =>
  cell !== undefined && (cell.validTo === null || cell.validTo > day);

/** No ground belongs to two cells on one day. */
function groundIssues(code: string, request: Standing, isNew: boolean, around: GridsAround): UnitIssue<GridField>[] {
  const { cells, takers } = around;
  const staying = request.follows.filter((part) => lasts(cells.get(part), request.validFrom));
  const taker = takers.get(code)?.find((other) => lasts(request, cells.get(other)?.validFrom ?? ""));
  return issuesAmong<GridField>([
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
  return issuesAmong<GridField>([
    endsAfterBeginning(request) ? null : issue("validTo", "ends-first", request.validTo),
    isMoved ? issue("follows", "region-fixed", request.follows.join("、")) : null,
    ...(before === null ? newIssues(code, request, around) : []),
    ...groundIssues(code, request, before === null, around),
  ]);
}
