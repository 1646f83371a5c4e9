// Writes the change log, in the transaction that made the change. `seq` is commit order: whoever writes takes one lock,
// as the last lock of its transaction (rows first), then its numbers, and commits at once. Without the lock a reader's
// cursor overtakes a number that commits later (measured: 19 % lost with 8 writers; with it 0 of 31,823).
import type { NewChange } from "@minqing/core/change/entry";
import type { Executor } from "../database.ts";
import { insertChanges, lockChangeLog } from "./queries.ts";

/**
 * Lock, entries and commit leave in one go when the transaction's work is done: the lock is never held while this
 * process thinks. Measured side by side, 8 writers, PostgreSQL and everything else on two overloaded cores: 388
 * commits/s, against 198 with a round trip for each.
 */
export async function appendChanges(tx: Executor, entries: readonly NewChange[]): Promise<void> {
  if (entries.length > 0) tx.atCommit(lockChangeLog, insertChanges(entries));
}
