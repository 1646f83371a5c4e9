// One-time links that sign a demo account in: created by the one-command mode, stored in memory, valid for one use and a day.
import { createHash, randomBytes } from "node:crypto";

const LIFETIME_MS = 24 * 3_600_000;

const hashOf = (token: string): string => createHash("sha256").update(token).digest("base64");

export class SignInLinks {
  readonly #links = new Map<string, { username: string; expiresAtMs: number }>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Returns the token for `/enter?token=`. */
  create(username: string): string {
    const token = randomBytes(24).toString("base64url");
    this.#links.set(hashOf(token), { username, expiresAtMs: this.#now().getTime() + LIFETIME_MS });
    return token;
  }

  /** Returns the username that the link signs in; null when it is unknown, used or expired. */
  consume(token: string): string | null {
    const key = hashOf(token);
    const link = this.#links.get(key);
    this.#links.delete(key);
    return link !== undefined && link.expiresAtMs > this.#now().getTime() ? link.username : null;
  }
}
