// One tab of a seat sounds: the one that holds this lock. It passes to another tab when the holder closes.

const LOCK = "minqing.alarm-sound";

/** Calls `onTurn` once this tab may sound. The returned function gives the turn back. */
export function waitForTurn(onTurn: () => void): () => void {
  // Web Locks need HTTPS or localhost. Without them every tab sounds: twice is better than never.
  if (!("locks" in navigator)) {
    onTurn();
    return () => undefined;
  }
  const waiting = new AbortController();
  const { promise: given, resolve: giveBack } = Promise.withResolvers<void>();
  const hold = (): Promise<void> => {
    if (!waiting.signal.aborted) onTurn();
    return given;
  };
  navigator.locks.request(LOCK, { signal: waiting.signal }, hold).catch((error: unknown) => {
    if (!waiting.signal.aborted) throw error;
  });
  return () => {
    waiting.abort();
    giveBack();
  };
}
