// Refuses a provider's code that was used before: providers promise to, but this program does not depend on it. Stored as
// hashes, for longer than the browser's cookie is valid.
import { createHash } from "node:crypto";

const TTL_MS = 15 * 60_000;
/** More sign-ins than a city has in that time. */
const MAX_STORED = 10_000;

export class UsedCodes {
  readonly #untilMs = new Map<string, number>();

  /** Marks the code as used; false when it was used before. */
  use(code: string, nowMs: number = performance.now()): boolean {
    const key = createHash("sha256").update(code).digest("base64");
    for (const [old, untilMs] of this.#untilMs) {
      if (untilMs > nowMs && this.#untilMs.size < MAX_STORED) break;
      this.#untilMs.delete(old);
    }
    if (this.#untilMs.has(key)) return false;
    this.#untilMs.set(key, nowMs + TTL_MS);
    return true;
  }
}
