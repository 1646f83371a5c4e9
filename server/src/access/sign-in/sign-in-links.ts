// One-time links that sign a demo account in: minted by the one-command mode, held in memory, gone after use or a day.
import { createHash, randomBytes } from "node:crypto";

const LIFE_MS = 24 * 3_600_000;

const hashOf = (token: string): string => createHash("sha256").update(token).digest("base64");

export class EnterLinks {
  readonly #links = new Map<string, { username: string; expiresAtMs: number }>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** The token to put behind `/enter?token=`. */
  mint(username: string): string {
    const token = randomBytes(24).toString("base64url");
    this.#links.set(hashOf(token), { username, expiresAtMs: this.#now().getTime() + LIFE_MS });
    return token;
  }

  /** Whom the link signs in; null when it is unknown, used or old. */
  consume(token: string): string | null {
    const key = hashOf(token);
    const link = this.#links.get(key);
    this.#links.delete(key);
    return link !== undefined && link.expiresAtMs > this.#now().getTime() ? link.username : null;
  }
}
