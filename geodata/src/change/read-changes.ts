// Reads the log after a cursor: the entries, or that the cursor is expired because the log no longer reaches back to
// it.
import type { ChangeEntry } from "@minqing/core/change/entry";
import type { Executor } from "../database.ts";
import { changesAfter, logBounds } from "./queries.ts";

export type ChangesRead =
  | { expired: false; entries: ChangeEntry[] }
  /** Entries after the cursor may have been purged: take a new snapshot. */
  | { expired: true };

export async function readChanges(db: Executor, after: number, limit: number): Promise<ChangesRead> {
  const entries = await changesAfter(db, after, limit);
  // The next number exists, so nothing can be missing before it.
  if (entries[0]?.seq === after + 1) return { expired: false, entries };
  // Read after the entries, so that a purge in between is noticed. A gap of rolled-back numbers before the oldest entry
  // may make a valid cursor count as expired: one more snapshot, nothing lost. A cursor ahead of the log is of another
  // database.
  const { oldest, newest } = await logBounds(db);
  const isBehind = oldest !== null && oldest > after + 1;
  const isAhead = after > (newest ?? 0);
  return isBehind || isAhead ? { expired: true } : { expired: false, entries };
}
