// Reads from the server periodically; keeps the last data, and reports since when reads fail.
import { useCallback, useEffect, useRef, useState } from "react";
import { useLive } from "../../live/live-store.ts";

export interface Polled<T> {
  data: T | null;
  /** When `data` arrived, by this machine's clock. */
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

/** A failed read is repeated after this time, also when the data changes rarely. */
const RETRY_MS = 4000;

/** `key` names the data: another key starts again without data. Null reads nothing. */
export function usePoll<T>(key: string | null, read: () => Promise<T>, everyMs: number): Polled<T> {
  const [state, setState] = useState<State<T>>(() => empty(key ?? ""));
  const [round, setRound] = useState(0);
  const isLive = useLive((live) => live.connection.state === "live");
  const reader = useRef(read);
  reader.current = read;
  const retry = useCallback(() => setRound((n) => n + 1), []);

  // `round` and `isLive` read again at once: after `retry`, and when the connection is back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are the reasons to read again
  useEffect(() => {
    if (key === null) return;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const poll = async () => {
      let pauseMs = everyMs;
      try {
        const data = await reader.current();
        if (!stopped) setState({ key, data, atMs: Date.now(), error: null });
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        pauseMs = Math.min(everyMs, RETRY_MS);
        if (!stopped) {
          setState((before) => {
            const known = before.key === key ? before : empty<T>(key);
            return { ...known, key, error: { why, sinceMs: known.error?.sinceMs ?? Date.now() } };
          });
        }
      }
      if (!stopped) timer = setTimeout(poll, pauseMs);
    };
    void poll();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [key, everyMs, round, isLive]);

  const current = state.key === key ? state : empty<T>(key ?? "");
  return { data: current.data, atMs: current.atMs, error: current.error, retry };
}
