// Rate limits per account, and per address for requests without a session: a broken program or a stolen token slows nobody else.
import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { subscriberOf } from "../http/network.ts";
import { ProblemError } from "../problem/problem-error.ts";

/** Requests within `seconds`. */
export interface RequestLimit {
  max: number;
  seconds: number;
}

/** At its busiest a wall sends some ten requests a second, a partner system a hundred. */
export const PER_ACCOUNT: RequestLimit = { max: 3_000, seconds: 10 };
export const PER_ADDRESS: RequestLimit = { max: 300, seconds: 10 };

export class RequestLimits {
  readonly #accounts: RateLimiterMemory;
  readonly #addresses: RateLimiterMemory;

  constructor(account: RequestLimit, address: RequestLimit) {
    this.#accounts = new RateLimiterMemory({ points: account.max, duration: account.seconds });
    this.#addresses = new RateLimiterMemory({ points: address.max, duration: address.seconds });
  }

  /** Counts a request of a session. */
  account(username: string): Promise<void> {
    return consume(this.#accounts, username);
  }

  /** Counts a request without a session. */
  address(address: string): Promise<void> {
    return consume(this.#addresses, subscriberOf(address));
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
