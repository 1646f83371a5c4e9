// A database that stops at the n-th statement of its transactions, as a kill of the process would.
import type { BellName, Database, Executor } from "@minqing/geodata/database";

export const STOPPED = "killed here";

/** Statements outside of transactions run; `atCommit` only notes what runs with the commit. */
export function stoppedAt(db: Database, moment: number): Database {
  let count = 0;
  const stopping = (tx: Executor): Executor =>
    new Proxy(tx, {
      get: (target, name) => {
        if (name !== "atCommit" && ++count === moment) throw new Error(STOPPED);
        return Reflect.get(target, name);
      },
    });
  return Object.create(db, {
    ring: { value: (bell: BellName) => db.ring(bell) },
    transaction: {
      value: (work: (tx: Executor) => Promise<unknown>) => db.transaction((tx) => work(stopping(tx))),
    },
  });
}
