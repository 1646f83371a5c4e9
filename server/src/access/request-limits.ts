// How much one account may ask, and one address without a session: a broken program or a stolen token slows nobody else.
import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { ProblemError } from "../problem/problem-error.ts";

/** Requests within `seconds`. */
export interface RequestLimit {
  most: number;
  seconds: number;
}

/** A wall asks some ten times a second at its worst, a partner system a hundred. */
export const PER_ACCOUNT: RequestLimit = { most: 3_000, seconds: 10 };
export const PER_ADDRESS: RequestLimit = { most: 300, seconds: 10 };

export class RequestLimits {
  readonly #accounts: RateLimiterMemory;
  readonly #addresses: RateLimiterMemory;

  constructor(account: RequestLimit, address: RequestLimit) {
    this.#accounts = new RateLimiterMemory({ points: account.most, duration: account.seconds });
    this.#addresses = new RateLimiterMemory({ points: address.most, duration: address.seconds });
  }

  account(username: string): Promise<void> {
    return consume(this.#accounts, username);
  }

  /** Somebody without a session. */
  address(address: string): Promise<void> {
    return consume(this.#addresses, address);
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    const { msBeforeNext } = refused as RateLimiterRes;
    throw new ProblemError(
      "too-many-requests",
      `expected at most ${limiter.points} requests in ${limiter.duration} s, got more: wait ${Math.ceil(msBeforeNext / 1000)} s`,
    );
  }
}
