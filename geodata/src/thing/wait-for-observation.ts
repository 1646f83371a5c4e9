// Waits until the first observation after an instant is committed.
import type { Database } from "../database.ts";
import { hasReceivedSince } from "./queries.ts";

const POLL_MS = 200;

/** Resolves with the waited milliseconds; rejects if there is none within `timeoutMs`. */
export async function waitForObservation(db: Database, since: Date, timeoutMs: number): Promise<number> {
  const start = performance.now();
  while (performance.now() - start < timeoutMs) {
    if (await hasReceivedSince(db, since)) return performance.now() - start;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`expected a first observation within ${timeoutMs} ms, got none`);
}
