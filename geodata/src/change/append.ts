// Writes the change log, in the transaction that made the change. `seq` is commit order: whoever writes takes one lock,
// as the last lock of its transaction (rows first), then its numbers, and commits at once. Without the lock a reader's
// cursor overtakes a number that commits later (measured: 19 % lost with 8 writers; with it 0 of 31,823).
import type { NewChange } from "@minqing/core/change/entry";
import type { Executor } from "../database.ts";
import { insertChanges, lockChangeLog } from "./queries.ts";

/** Call it last: a lock taken after it may deadlock, and every other writer of the log waits for this commit. */
export async function appendChanges(tx: Executor, entries: readonly NewChange[]): Promise<void> {
  if (entries.length === 0) return;
  await lockChangeLog(tx);
  await insertChanges(tx, entries);
}
