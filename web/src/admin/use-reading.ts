// One reading from the server: its value, which stays when a later reading fails, and why that failed.
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

/** Reads when `read` changes, and every `everyMs` while the page is seen. `read` must be stable. */
export function useReading<T>(read: () => Promise<T>, everyMs: number | null = null): Reading<T> {
  const [state, setState] = useState<{ value: T | null; failed: Failure | null }>({ value: null, failed: null });
  const asked = useRef(0);
  const again = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    try {
      const value = await read();
      if (mine === asked.current) setState({ value, failed: null });
    } catch (error) {
      if (mine === asked.current) setState(({ value }) => ({ value, failed: failureOf(error) }));
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
