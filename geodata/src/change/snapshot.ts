// Reads rows and cursor of one instant: a client that applies every entry after the cursor has the database's state.
import type { Database, Executor } from "../database.ts";
import { headCursor } from "./queries.ts";

export function readSnapshot<T>(
  database: Database,
  read: (tx: Executor) => Promise<T>,
): Promise<{ cursor: number; value: T }> {
  return database.transaction(async (tx) => ({ cursor: await headCursor(tx), value: await read(tx) }), {
    isolation: "repeatable read",
    readOnly: true,
  });
}
