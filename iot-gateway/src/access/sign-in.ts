// Checks the credentials of devices at the embedded broker against a copy in memory, so that devices sign in while the
// database is down. A name or password that does not match is checked in the database before it is refused; while the
// database does not answer, the result is "unavailable", never "refused".
import { createHmac, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@minqing/geodata/database";
import { readCredentials } from "@minqing/geodata/device/credential-queries";
import { verifyDevicePassword } from "@minqing/geodata/process/secret/device-password";

export type SignInResult = "accepted" | "refused" | "unavailable";

const REFRESH_EVERY_MS = 1_000;

export class SignIn {
  readonly #db: Database;
  #hashes: ReadonlyMap<string, string> = new Map();
  /** Keyed digests of passwords that were right: when many devices reconnect, the slow hash is not computed again. */
  readonly #provenPasswords = new Map<string, { hash: string; proof: string }>();
  readonly #key = randomBytes(32);
  #refreshing: Promise<boolean> | null = null;
  #refreshedAtMs = Number.NEGATIVE_INFINITY;
  #throttledRefresh: Promise<boolean> | null = null;

  #onRevoked: (usernames: ReadonlySet<string>) => void = () => undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Called after a refresh with the devices whose password was changed or removed. */
  onRevoked(listener: (usernames: ReadonlySet<string>) => void): void {
    this.#onRevoked = listener;
  }

  hasUsername(username: string): boolean {
    return this.#hashes.has(username);
  }

  /** False when the database did not answer; the copy in memory stays as it is. */
  refresh(): Promise<boolean> {
    this.#refreshing ??= this.#read().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async check(username: string, password: Buffer): Promise<SignInResult> {
    if (this.#isRight(username, password)) return "accepted";
    if (!(await this.#refreshThrottled())) return "unavailable";
    return this.#isRight(username, password) ? "accepted" : "refused";
  }

  /** Reads the database at most once a second, however many wrong passwords arrive; this also slows down guessing. */
  #refreshThrottled(): Promise<boolean> {
    this.#throttledRefresh ??= sleep(Math.max(0, this.#refreshedAtMs + REFRESH_EVERY_MS - performance.now()))
      .then(() => this.refresh())
      .finally(() => {
        this.#throttledRefresh = null;
      });
    return this.#throttledRefresh;
  }

  async #read(): Promise<boolean> {
    try {
      const rows = await readCredentials(this.#db);
      const before = this.#hashes;
      this.#hashes = new Map(rows.map(({ username, passwordHash }) => [username, passwordHash]));
      for (const username of this.#provenPasswords.keys())
        if (!this.#hashes.has(username)) this.#provenPasswords.delete(username);
      const revoked = [...before].filter(([username, hash]) => this.#hashes.get(username) !== hash);
      if (revoked.length > 0) this.#onRevoked(new Set(revoked.map(([username]) => username)));
      return true;
    } catch {
      // Every fault has the same result: the credentials are unknown now.
      return false;
    } finally {
      this.#refreshedAtMs = performance.now();
    }
  }

  #isRight(username: string, password: Buffer): boolean {
    const hash = this.#hashes.get(username);
    if (hash === undefined) return false;
    const proof = createHmac("sha256", this.#key).update(password).digest("base64");
    const known = this.#provenPasswords.get(username);
    if (known?.hash === hash && known.proof === proof) return true;
    if (!verifyDevicePassword(password.toString("utf8"), hash)) return false;
    this.#provenPasswords.set(username, { hash, proof });
    return true;
  }
}
