// One transaction on one connection: begin, work, commit; roll back on any fault.
import type { Executor, TransactionOptions } from "./database.ts";
import { type Connection, executorOn } from "./executor.ts";
import { StatementError } from "./statement-error.ts";

/** Thrown when `work` failed and the rollback failed too: the connection cannot be trusted any more. */
export class BrokenTransaction extends Error {
  override readonly name = "BrokenTransaction";
}

export async function runTransaction<T>(
  connection: Connection,
  work: (tx: Executor) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  await command(connection, beginText(options));
  let result: T;
  try {
    result = await work(executorOn(connection));
  } catch (fault) {
    await rollBack(connection, fault);
    throw fault;
  }
  // A statement whose error `work` swallowed leaves the transaction aborted; COMMIT then answers ROLLBACK, without an error.
  const answer = await command(connection, "commit");
  if (answer !== "COMMIT") throw new Error(`expected COMMIT, got ${answer}: a failed statement inside was not rethrown`);
  return result;
}

function beginText({ isolation, readOnly }: TransactionOptions): string {
  const level = isolation === "repeatable read" ? " isolation level repeatable read" : "";
  return `begin${level}${readOnly === true ? " read only" : ""}`;
}

async function rollBack(connection: Connection, fault: unknown): Promise<void> {
  try {
    await command(connection, "rollback");
  } catch {
    throw new BrokenTransaction("the transaction failed and could not be rolled back", { cause: fault });
  }
}

async function command(connection: Connection, text: string): Promise<string> {
  try {
    return (await connection.query(text)).command;
  } catch (cause) {
    throw new StatementError(text, cause);
  }
}
