// One transaction on one connection: begin, work, commit; roll back on any fault.
import type { Executor, TransactionOptions } from "../database.ts";
import { type Connection, executorOn, type ReadyStatement, runStatement } from "./executor.ts";

export async function runTransaction<T>(
  connection: Connection,
  work: (tx: Executor) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  // Not waited for: the first statement travels behind it, one round trip less.
  const begun = runStatement(connection, { text: beginText(options) });
  begun.catch(() => undefined);
  const session = openSession(connection);
  const last: ReadyStatement[] = [];
  let result: T;
  try {
    result = await work(executorOn(session, (statements) => void last.push(...statements)));
    await begun;
  } catch (fault) {
    session.end();
    await rollBack(connection);
    throw fault;
  }
  session.end();
  await commit(connection, last);
  return result;
}

/**
 * Sends the last statements and the commit without waiting in between, so that what they lock is held for no round trip.
 * When one of them fails the server answers the commit with ROLLBACK; so it does when `work` swallowed a failed statement.
 */
async function commit(connection: Connection, last: ReadyStatement[]): Promise<void> {
  const statements = [...last, { text: "commit" }];
  const answers = await Promise.allSettled(statements.map((statement) => runStatement(connection, statement)));
  for (const answer of answers) if (answer.status === "rejected") throw answer.reason;
  const final = answers.at(-1);
  const got = final?.status === "fulfilled" ? final.value.command : "nothing";
  if (got !== "COMMIT") throw new Error(`expected COMMIT, got ${got}: a failed statement was not rethrown`);
}

/** After the end a forgotten statement must not slip into whatever uses the connection next. */
function openSession(connection: Connection): Connection & { end(): void } {
  let isOpen = true;
  return {
    query: async (statement) => {
      if (!isOpen) throw new TypeError("the transaction has ended");
      return connection.query(statement);
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
  await connection.query({ text: "rollback" }).catch(() => undefined);
}
