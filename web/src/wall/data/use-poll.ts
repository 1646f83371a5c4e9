// Asks the server again and again; keeps the last good answer, and says since when there has been none.
import { useCallback, useEffect, useRef, useState } from "react";
import { useLive } from "../../live/live-store.ts";

export interface Polled<T> {
  data: T | null;
  /** When (own clock) `data` came. */
  atMs: number | null;
  error: { why: string; sinceMs: number } | null;
  retry(): void;
}

interface State<T> {
  key: string;
  data: T | null;
  atMs: number | null;
  error: { why: string; sinceMs: number } | null;
}

const empty = <T>(key: string): State<T> => ({ key, data: null, atMs: null, error: null });

/** What has failed is asked for again soon, however rarely it changes. */
const RETRY_MS = 4000;

/** `key` names what is asked for: another key begins anew. Null asks for nothing. */
export function usePoll<T>(key: string | null, read: () => Promise<T>, everyMs: number): Polled<T> {
  const [state, setState] = useState<State<T>>(() => empty(key ?? ""));
  const [round, setRound] = useState(0);
  const isLive = useLive((live) => live.connection.state === "live");
  const reader = useRef(read);
  reader.current = read;
  const retry = useCallback(() => setRound((n) => n + 1), []);

  // `round` and `isLive`: asked again at once when somebody wishes, and when the line is back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are the reasons to ask again
  useEffect(() => {
    if (key === null) return;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      let pauseMs = everyMs;
      try {
        const data = await reader.current();
        if (!stopped) setState({ key, data, atMs: Date.now(), error: null });
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        pauseMs = Math.min(everyMs, RETRY_MS);
        if (!stopped) {
          setState((before) => {
            const kept = before.key === key ? before : empty<T>(key);
            return { ...kept, key, error: { why, sinceMs: kept.error?.sinceMs ?? Date.now() } };
          });
        }
      }
      if (!stopped) timer = setTimeout(ask, pauseMs);
    };
    void ask();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [key, everyMs, round, isLive]);

  const current = state.key === key ? state : empty<T>(key ?? "");
  return { data: current.data, atMs: current.atMs, error: current.error, retry };
}
