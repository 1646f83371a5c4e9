// The session may have changed under an open page: ended, or a duty came. Who meets the refusal says so; the gate asks again.
import type { ProblemCode } from "@minqing/core/problem/problem";

const CHANGED = new EventTarget();

const SESSION_CHANGED: readonly ProblemCode[] = ["not-signed-in", "duty-first"];

export const meansSessionChanged = (problemType: string): boolean =>
  SESSION_CHANGED.some((code) => problemType === `urn:problem:${code}`);

export const announceSessionChange = (): void => {
  CHANGED.dispatchEvent(new Event("change"));
};

/** Returns how to stop listening. */
export function onSessionChange(listener: () => void): () => void {
  CHANGED.addEventListener("change", listener);
  return () => CHANGED.removeEventListener("change", listener);
}
