// Who may connect to the embedded broker. Answered from memory, so that devices sign in while the database is away; a
// name or password that memory does not know is looked up before it is refused, and nobody is refused while we cannot know.
import { createHmac, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@minqing/geodata/database";
import { readCredentials } from "@minqing/geodata/device/credential-queries";
import { verifyDevicePassword } from "@minqing/geodata/process/secret/device-password";

export type SignInAnswer = "welcome" | "refused" | "cannot-know";

const REFRESH_EVERY_MS = 1_000;

export class SignIn {
  readonly #db: Database;
  #hashes: ReadonlyMap<string, string> = new Map();
  /** Proofs of passwords that were right: a fleet that reconnects does not derive its keys again. */
  readonly #proofs = new Map<string, { hash: string; proof: string }>();
  readonly #key = randomBytes(32);
  #refreshing: Promise<boolean> | null = null;
  #refreshedAtMs = Number.NEGATIVE_INFINITY;
  #soon: Promise<boolean> | null = null;

  #onRevoked: (usernames: ReadonlySet<string>) => void = () => undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Told after a refresh which devices have another password than before, or none any more. */
  onRevoked(listener: (usernames: ReadonlySet<string>) => void): void {
    this.#onRevoked = listener;
  }

  knows(username: string): boolean {
    return this.#hashes.has(username);
  }

  /** False when the database did not answer; memory stays as it is. */
  refresh(): Promise<boolean> {
    this.#refreshing ??= this.#read().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async check(username: string, password: Buffer): Promise<SignInAnswer> {
    if (this.#isRight(username, password)) return "welcome";
    if (!(await this.#refreshSoon())) return "cannot-know";
    return this.#isRight(username, password) ? "welcome" : "refused";
  }

  /** One look-up a second for however many wrong passwords: guessing waits. */
  #refreshSoon(): Promise<boolean> {
    this.#soon ??= sleep(Math.max(0, this.#refreshedAtMs + REFRESH_EVERY_MS - performance.now()))
      .then(() => this.refresh())
      .finally(() => {
        this.#soon = null;
      });
    return this.#soon;
  }

  async #read(): Promise<boolean> {
    try {
      const rows = await readCredentials(this.#db);
      const before = this.#hashes;
      this.#hashes = new Map(rows.map(({ username, passwordHash }) => [username, passwordHash]));
      for (const username of this.#proofs.keys()) if (!this.#hashes.has(username)) this.#proofs.delete(username);
      const revoked = [...before].filter(([username, hash]) => this.#hashes.get(username) !== hash);
      if (revoked.length > 0) this.#onRevoked(new Set(revoked.map(([username]) => username)));
      return true;
    } catch {
      // Whatever the fault is, the answer is the same: we cannot know.
      return false;
    } finally {
      this.#refreshedAtMs = performance.now();
    }
  }

  #isRight(username: string, password: Buffer): boolean {
    const hash = this.#hashes.get(username);
    if (hash === undefined) return false;
    const proof = createHmac("sha256", this.#key).update(password).digest("base64");
    const known = this.#proofs.get(username);
    if (known?.hash === hash && known.proof === proof) return true;
    if (!verifyDevicePassword(password.toString("utf8"), hash)) return false;
    this.#proofs.set(username, { hash, proof });
    return true;
  }
}
