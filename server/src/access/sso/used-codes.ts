// A code counts once: providers say so of theirs, and we do not have to believe it. Remembered as hashes, for longer than
// the browser's cookie lives.
import { createHash } from "node:crypto";

const KEEP_MS = 15 * 60_000;
/** More sign-ins than a city makes in that time. */
const MAX = 10_000;

export class SpentCodes {
  readonly #untilMs = new Map<string, number>();

  /** False for one that was spent before. */
  spend(code: string, nowMs: number = performance.now()): boolean {
    const key = createHash("sha256").update(code).digest("base64");
    for (const [old, untilMs] of this.#untilMs) {
      if (untilMs > nowMs && this.#untilMs.size < MAX) break;
      this.#untilMs.delete(old);
    }
    if (this.#untilMs.has(key)) return false;
    this.#untilMs.set(key, nowMs + KEEP_MS);
    return true;
  }
}
