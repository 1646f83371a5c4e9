// One transaction on one connection: begin, work, commit; roll back on any fault.
import type { Executor, TransactionOptions } from "./database.ts";
import { type Connection, executorOn } from "./executor.ts";
import { StatementError } from "./statement-error.ts";

export async function runTransaction<T>(
  connection: Connection,
  work: (tx: Executor) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  await command(connection, beginText(options));
  const session = openSession(connection);
  let result: T;
  try {
    result = await work(executorOn(session));
  } catch (fault) {
    session.end();
    await rollBack(connection);
    throw fault;
  }
  session.end();
  // A failed statement whose error `work` swallowed leaves the transaction aborted: COMMIT then answers ROLLBACK.
  const answer = await command(connection, "commit");
  if (answer !== "COMMIT") throw new Error(`expected COMMIT, got ${answer}: a failed statement was not rethrown`);
  return result;
}

/** After the end a forgotten statement must not slip into whatever uses the connection next. */
function openSession(connection: Connection): Connection & { end(): void } {
  let isOpen = true;
  return {
    query: async (text, values) => {
      if (!isOpen) throw new TypeError("the transaction has ended");
      return connection.query(text, values);
    },
    end: () => {
      isOpen = false;
    },
  };
}

function beginText({ isolation, readOnly }: TransactionOptions): string {
  const level = isolation === "repeatable read" ? " isolation level repeatable read" : "";
  return `begin${level}${readOnly === true ? " read only" : ""}`;
}

/** A rollback fails only with its connection, and that ends the transaction as well; the first fault is what matters. */
async function rollBack(connection: Connection): Promise<void> {
  await connection.query("rollback").catch(() => undefined);
}

async function command(connection: Connection, text: string): Promise<string> {
  try {
    return (await connection.query(text)).command;
  } catch (cause) {
    throw new StatementError(text, cause);
  }
}
