// Writes the change log, in the transaction that made the change. `seq` is commit order: a writer takes one lock, as
// the last lock of its transaction (after its rows), then its numbers, and commits at once. Without the lock a reader's
// cursor overtakes a number that commits later (measured: 19 % lost with 8 writers; with it 0 of 31,823).
import type { NewChange } from "@minqing/core/change/entry";
import type { Executor } from "../database.ts";
import { insertChanges, lockChangeLog } from "./queries.ts";

/**
 * Lock, entries and commit are sent together when the transaction's work is done, so the lock is not held while this
 * process computes. Measured side by side, 8 writers, PostgreSQL and everything else on two overloaded cores: 388
 * commits/s, against 198 with a round trip for each.
 */
export async function appendChanges(tx: Executor, entries: readonly NewChange[]): Promise<void> {
  if (entries.length > 0) tx.atCommit(lockChangeLog, insertChanges(entries));
}
