// One transaction on one connection: begin, work, commit; roll back on any fault.
import type { Executor, TransactionOptions } from "../database.ts";
import { type Connection, executorOn, type ReadyStatement, runStatement } from "./executor.ts";

export async function runTransaction<T>(
  connection: Connection,
  work: (tx: Executor) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  // Not awaited: the first statement is sent directly after it, which saves a round trip.
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
 * Sends the last statements and the commit without waiting in between, so that their locks last for no round trip. If
 * one of them fails, or `work` has swallowed a failed statement, the server answers the commit with ROLLBACK.
 */
async function commit(connection: Connection, last: ReadyStatement[]): Promise<void> {
  const statements = [...last, { text: "commit" }];
  const answers = await Promise.allSettled(statements.map((statement) => runStatement(connection, statement)));
  for (const answer of answers) if (answer.status === "rejected") throw answer.reason;
  const final = answers.at(-1);
  const got = final?.status === "fulfilled" ? final.value.command : "nothing";
  if (got !== "COMMIT") throw new Error(`expected COMMIT, got ${got}: a failed statement was not rethrown`);
}

/** Rejects statements after the end: a forgotten one must not run in the next transaction of the connection. */
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

/**
 * A rollback fails only with its connection, which ends the transaction as well; the first fault is the one to report.
 */
async function rollBack(connection: Connection): Promise<void> {
  await connection.query({ text: "rollback" }).catch(() => undefined);
}
