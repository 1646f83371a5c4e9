// What a reader with a cursor gets: the entries after it, or word that the log no longer reaches back that far.
import type { ChangeEntry } from "@minqing/core/change/entry";
import type { Executor } from "../database.ts";
import { changesAfter, logBounds } from "./queries.ts";

export type ChangesRead =
  | { expired: false; entries: ChangeEntry[] }
  /** Entries after the cursor may have been purged: take a new snapshot. */
  | { expired: true };

export async function readChanges(db: Executor, after: number, limit: number): Promise<ChangesRead> {
  const entries = await changesAfter(db, after, limit);
  // The very next number: nothing can be missing in front of it.
  if (entries[0]?.seq === after + 1) return { expired: false, entries };
  // Asked after reading, so that a purge in between is noticed. A gap of rolled-back numbers before the oldest entry
  // may call a good cursor expired: one snapshot more, nothing lost. A cursor ahead of the log is another database's.
  const { oldest, newest } = await logBounds(db);
  const isBehind = oldest !== null && oldest > after + 1;
  const isAhead = after > (newest ?? 0);
  return isBehind || isAhead ? { expired: true } : { expired: false, entries };
}
