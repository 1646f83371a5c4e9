// Tells when the city has begun to speak: the first value committed after an instant.
import type { Database } from "../database.ts";
import { heardSince } from "./heard-queries.ts";

const POLL_MS = 200;

/** Resolves with the wait in milliseconds; rejects when nothing came within `limitMs`. */
export async function firstObservation(db: Database, since: Date, limitMs: number): Promise<number> {
  const start = performance.now();
  while (performance.now() - start < limitMs) {
    if (await heardSince(db, since)) return performance.now() - start;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`expected a first observation within ${limitMs} ms, got none`);
}
