// The server's responses to this desk's own commands, shown until the live board has the same version, so that the
// person does not wait for the board.
import type { CaseView } from "@minqing/core/case/case";
import { isEnded } from "@minqing/core/case/stages";
import { create } from "zustand";

export interface OwnAnswer {
  row: CaseView;
  atMs: number;
}

type Cases = ReadonlyMap<string, CaseView>;

/** After this time the board counts again: it is far behind, or the case left this desk's scope. */
export const ANSWER_LIFETIME_MS = 10_000;

const isNewer = ({ row, atMs }: OwnAnswer, board: Cases, nowMs: number): boolean =>
  nowMs - atMs < ANSWER_LIFETIME_MS && row.version > (board.get(row.id)?.version ?? 0);

/** The board with newer responses merged in; the same map when there are none. */
export function withAnswers(board: Cases, answers: ReadonlyMap<string, OwnAnswer>, nowMs: number): Cases {
  const newer = [...answers.values()].filter((answer) => isNewer(answer, board, nowMs));
  if (newer.length === 0) return board;
  const merged = new Map(board);
  for (const { row } of newer) {
    if (isEnded(row.status)) merged.delete(row.id);
    else merged.set(row.id, row);
  }
  return merged;
}

export const useOwnAnswers = create<{ answers: ReadonlyMap<string, OwnAnswer> }>(() => ({ answers: new Map() }));

export function cacheAnswer(row: CaseView, nowMs: number): void {
  useOwnAnswers.setState(({ answers }) => {
    const recent = [...answers].filter(([, { atMs }]) => nowMs - atMs < ANSWER_LIFETIME_MS);
    return { answers: new Map(recent).set(row.id, { row, atMs: nowMs }) };
  });
}
