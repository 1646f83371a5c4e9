// Who may connect to the embedded broker. Answered from memory, so that devices sign in while the database is away; a
// name or password that memory does not know is looked up before it is refused, and nobody is refused while we cannot know.
import { createHmac, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { verifyDevicePassword } from "@minqing/geodata/access/device-password";
import type { Database } from "@minqing/geodata/database";
import { readCredentials } from "@minqing/geodata/ingest/directory/queries";

export type SignInAnswer = "welcome" | "refused" | "cannot-know";

const REFRESH_EVERY_MS = 1_000;

export class SignIn {
  readonly #db: Database;
  readonly #hashes = new Map<string, string>();
  /** Proofs of passwords that were right: a fleet that reconnects does not derive its keys again. */
  readonly #proofs = new Map<string, { hash: string; proof: string }>();
  readonly #key = randomBytes(32);
  #refreshing: Promise<boolean> | null = null;
  #refreshedAtMs = Number.NEGATIVE_INFINITY;
  #soon: Promise<boolean> | null = null;

  constructor(db: Database) {
    this.#db = db;
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
      this.#hashes.clear();
      for (const { username, passwordHash } of rows) this.#hashes.set(username, passwordHash);
      for (const username of this.#proofs.keys()) if (!this.#hashes.has(username)) this.#proofs.delete(username);
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
