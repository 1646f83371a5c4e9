// Exactly one gateway ingests: it holds a named lease of the database. A second one waits and takes over. A gateway that
// loses the lease stops writing and acknowledging at once; its edge stays open until another gateway leads.
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@minqing/geodata/database";
import type { Logger } from "pino";
import { messageOf } from "./ingest/data-error.ts";

export interface LeadershipOptions {
  db: Database;
  log: Logger;
  /** The lease is held: reads the state, starts receiving and writing. */
  lead(): Promise<void>;
  /** The lease may be lost: stops writing and acknowledging at once. */
  pause(): void;
  /** Another gateway leads: stops receiving. */
  stepDown(): Promise<void>;
}

const RETRY_MS = 500;
const STANDBY_POLL_MS = 1_000;
const LEASE = "gateway";

type Attempt = "led" | "another-leads" | "unavailable";

export class Leadership {
  readonly #options: LeadershipOptions;
  readonly #closing = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #isStandby = false;

  constructor(options: LeadershipOptions) {
    this.#options = options;
  }

  get isStandby(): boolean {
    return this.#isStandby;
  }

  /** Resolves when this gateway leads, or when another one does. */
  start(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#running = this.#run(resolve);
    return promise;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  async #run(onFirst: () => void): Promise<void> {
    while (!this.#closing.signal.aborted) {
      const attempt = await this.#attempt(onFirst);
      if (attempt === "another-leads") {
        if (!this.#isStandby) this.#options.log.info("another gateway leads: standing by");
        this.#isStandby = true;
        await this.#options.stepDown();
        onFirst();
      }
      await sleep(attempt === "another-leads" ? STANDBY_POLL_MS : RETRY_MS, null, {
        signal: this.#closing.signal,
      }).catch(() => undefined);
    }
    onFirst();
  }

  async #attempt(onLeading: () => void): Promise<Attempt> {
    const { db, log, lead, pause } = this.#options;
    const lost = Promise.withResolvers<void>();
    const onLost = () => {
      pause();
      lost.resolve();
    };
    try {
      const lease = await db.tryLease(LEASE, onLost);
      if (lease === null) return "another-leads";
      this.#closing.signal.addEventListener("abort", () => lost.resolve(), { once: true });
      try {
        await lead();
        this.#isStandby = false;
        onLeading();
        await lost.promise;
      } finally {
        pause();
        await lease.release();
      }
      log.info(this.#closing.signal.aborted ? "lease released" : "lease lost: messages wait");
      return "led";
    } catch (fault) {
      log.warn({ reason: messageOf(fault) }, "cannot get the lease now");
      return "unavailable";
    }
  }
}
