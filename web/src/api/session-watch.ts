// The session may have changed under an open page: ended, or a duty came. Who meets the refusal says so; the gate asks again.
import type { ProblemCode } from "@minqing/core/problem/problem";

const CHANGED = new EventTarget();

const SAYS_SO: readonly ProblemCode[] = ["not-signed-in", "duty-first"];

export const saysSessionChanged = (problemType: string): boolean =>
  SAYS_SO.some((code) => problemType === `urn:problem:${code}`);

export const announceSessionChange = (): void => {
  CHANGED.dispatchEvent(new Event("change"));
};

/** Returns how to stop listening. */
export function onSessionChange(listener: () => void): () => void {
  CHANGED.addEventListener("change", listener);
  return () => CHANGED.removeEventListener("change", listener);
}
