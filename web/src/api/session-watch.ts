// Announces that the session of an open page may have changed: it ended, or a required step was added. SessionGate then
// reads the session again.
import type { ProblemCode } from "@minqing/core/problem/problem";

const CHANGED = new EventTarget();

const SESSION_CHANGED: readonly ProblemCode[] = ["not-signed-in", "duty-first"];

export const meansSessionChanged = (problemType: string): boolean =>
  SESSION_CHANGED.some((code) => problemType === `urn:problem:${code}`);

export const announceSessionChange = (): void => {
  CHANGED.dispatchEvent(new Event("change"));
};

/** Returns a function that removes the listener. */
export function onSessionChange(listener: () => void): () => void {
  CHANGED.addEventListener("change", listener);
  return () => CHANGED.removeEventListener("change", listener);
}
