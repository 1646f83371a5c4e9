// Every check of a password that somebody typed goes through here: each costs 64 MiB and a tenth of a second of a core,
// so few run at once, more wait, and with too many waiting they are refused.
import { CHOSEN, hashPassword, type PasswordCost, verifyPassword } from "@minqing/geodata/process/secret/password";
import { ProblemError } from "../../problem/problem-error.ts";

const MAX_AT_ONCE = 4;
const MAX_WAITING = 64;

export class PasswordGate {
  /** Of new hashes; a stored one says its own. */
  readonly cost: PasswordCost;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(cost: PasswordCost = CHOSEN) {
    this.cost = cost;
  }

  verify(password: string, stored: string): Promise<boolean> {
    return this.pass(() => verifyPassword(password, stored));
  }

  hash(password: string): Promise<string> {
    return this.pass(() => hashPassword(password, this.cost));
  }

  async pass<T>(work: () => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #enter(): Promise<void> {
    if (this.#waiting.length >= MAX_WAITING) {
      throw new ProblemError("too-many-requests", "too many passwords are being checked at once");
    }
    if (this.#running < MAX_AT_ONCE) this.#running += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** The place goes to whoever waits longest, else it is free. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }
}
