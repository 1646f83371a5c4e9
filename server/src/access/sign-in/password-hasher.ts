// Limits how many password hashes run at once: each takes 64 MiB and a tenth of a second of a core. Every password that
// a person types is checked here; further checks wait, and with too many waiting they are refused.
import { CHOSEN, hashPassword, type PasswordCost, verifyPassword } from "@minqing/geodata/process/secret/password";
import { ProblemError } from "../../problem/problem-error.ts";

const MAX_AT_ONCE = 4;
const MAX_WAITING = 64;

export class PasswordHasher {
  /** The cost of new hashes; a stored hash contains its own. */
  readonly cost: PasswordCost;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(cost: PasswordCost = CHOSEN) {
    this.cost = cost;
  }

  verify(password: string, stored: string): Promise<boolean> {
    return this.run(() => verifyPassword(password, stored));
  }

  hash(password: string): Promise<string> {
    return this.run(() => hashPassword(password, this.cost));
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.#acquire();
    try {
      return await work();
    } finally {
      this.#release();
    }
  }

  async #acquire(): Promise<void> {
    if (this.#waiting.length >= MAX_WAITING) {
      throw new ProblemError("too-many-requests", `expected at most ${MAX_WAITING} waiting password checks, got more`);
    }
    if (this.#running < MAX_AT_ONCE) this.#running += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Passes the slot to the check that waits longest; frees it where none waits. */
  #release(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }
}
