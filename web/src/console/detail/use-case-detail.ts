// One case with its log. It is read again whenever the live board shows that the case changed or left.
import { useCallback, useEffect, useRef, useState } from "react";
import { type CaseDetail, readCase } from "../../api/cases.ts";
import { ProblemError } from "../../api/problem-error.ts";
import { useCase, useIsLoaded } from "../board.ts";

export interface DetailState {
  detail: CaseDetail | null;
  /** Why the last read failed; the earlier detail stays. */
  failed: { why: string; code: string | null; atMs: number } | null;
  reload(): void;
}

export function useCaseDetail(id: string): DetailState {
  const [state, setState] = useState<Omit<DetailState, "reload">>({ detail: null, failed: null });
  const newest = useRef(0);
  const reload = useCallback(async () => {
    newest.current += 1;
    const request = newest.current;
    try {
      const detail = await readCase(id);
      if (request === newest.current) setState({ detail, failed: null });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const code = error instanceof ProblemError ? error.problem.type.replace("urn:problem:", "") : null;
      if (request === newest.current) setState(({ detail }) => ({ detail, failed: { why, code, atMs: Date.now() } }));
    }
  }, [id]);
  useFollowBoard(id, state.detail, reload);
  return { ...state, reload: () => void reload() };
}

/** Reads again when the board has another version of the case, or no longer has the case. */
function useFollowBoard(id: string, detail: CaseDetail | null, reload: () => Promise<void>): void {
  const isLoaded = useIsLoaded();
  const onBoard = useCase(id)?.version ?? null;
  const shown = detail?.case.version ?? null;
  const isOnScreenOnly = isLoaded && onBoard === null && shown !== null && detail?.case.closedAt === null;
  const requested = useRef<string | null>(null);
  useEffect(() => {
    const wanted = `${id} ${onBoard ?? (isOnScreenOnly ? "gone" : "any")}`;
    if (shown !== null && (onBoard === shown || (onBoard === null && !isOnScreenOnly))) return;
    if (requested.current === wanted) return;
    requested.current = wanted;
    void reload();
  }, [id, onBoard, shown, isOnScreenOnly, reload]);
}
