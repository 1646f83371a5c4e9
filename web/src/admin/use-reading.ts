// One read from the server: its value, which stays when a later read fails, and the failure.
import { useCallback, useEffect, useRef, useState } from "react";

export interface Failure {
  why: string;
  atMs: number;
}

export const failureOf = (error: unknown): Failure => ({
  why: error instanceof Error ? error.message : String(error),
  atMs: Date.now(),
});

export interface Reading<T> {
  value: T | null;
  failed: Failure | null;
  again(): Promise<void>;
}

/** Reads when `read` changes, and every `everyMs` while the page is visible. `read` must be a stable function. */
export function useReading<T>(read: () => Promise<T>, everyMs: number | null = null): Reading<T> {
  const [state, setState] = useState<{ value: T | null; failed: Failure | null }>({ value: null, failed: null });
  const newest = useRef(0);
  const again = useCallback(async () => {
    newest.current += 1;
    const request = newest.current;
    try {
      const value = await read();
      if (request === newest.current) setState({ value, failed: null });
    } catch (error) {
      if (request === newest.current) setState(({ value }) => ({ value, failed: failureOf(error) }));
    }
  }, [read]);
  useEffect(() => {
    void again();
    if (everyMs === null) return;
    const timer = setInterval(() => document.visibilityState === "visible" && void again(), everyMs);
    return () => clearInterval(timer);
  }, [again, everyMs]);
  return { ...state, again };
}
