// Runs statements on one connection: encodes parameters, gives columns their camelCase names, parses rows with their
// schema, names the statement in errors.
import type pg from "pg";
import type { z } from "zod";
import { propertyOf } from "../column-name.ts";
import type { Executor } from "../database.ts";
import type { Sql } from "../sql.ts";
import { encodeParameter, type WireValue } from "./parameter.ts";
import { head, StatementError } from "./statement-error.ts";

/** What both a pool and a single connection can do. */
export interface Connection {
  query(statement: ReadyStatement): Promise<pg.QueryResult<Record<string, unknown>>>;
}

/** A statement with encoded values, ready to be sent: encoding cannot fail any more. */
export interface ReadyStatement {
  readonly text: string;
  readonly values?: WireValue[];
  readonly name?: string;
}

export function executorOn(
  connection: Connection,
  atCommit: (statements: ReadyStatement[]) => void = refuseAtCommit,
): Executor {
  const run = async (statement: Sql) => runStatement(connection, encodeStatement(statement));
  return {
    query: async (statement, row) => parseRows(statement, withProperties(await run(statement)), row),
    one: async (statement, row) => {
      const rows = withProperties(await run(statement));
      if (rows.length !== 1)
        throw new Error(`expected exactly one row, got ${rows.length} from: ${head(statement.text)}`);
      return parseRow(statement, rows[0], row);
    },
    raw: async (statement) => (await run(statement)).rows,
    execute: async (statement) => (await run(statement)).rowCount ?? 0,
    atCommit: (...statements) => atCommit(statements.map(encodeStatement)),
  };
}

function refuseAtCommit(): void {
  throw new Error("expected a transaction, got the database itself: there is no commit outside of a transaction");
}

export async function runStatement(
  connection: Connection,
  statement: ReadyStatement,
): Promise<pg.QueryResult<Record<string, unknown>>> {
  try {
    return await connection.query(statement);
  } catch (cause) {
    throw new StatementError(statement.text, cause);
  }
}

function encodeStatement(statement: Sql): ReadyStatement {
  const { text, name } = statement;
  const values = statement.values.map((value, i) => encodeAt(statement, value, i));
  return name === undefined ? { text, values } : { text, values, name };
}

function encodeAt(statement: Sql, value: unknown, i: number): WireValue {
  try {
    return encodeParameter(value);
  } catch (cause) {
    throw new TypeError(`parameter $${i + 1}: ${(cause as Error).message}, in: ${head(statement.text)}`, { cause });
  }
}

/** A column `observed_at` is the property `observedAt`; a name without an underscore stays. */
function withProperties({ fields, rows }: pg.QueryResult<Record<string, unknown>>): Record<string, unknown>[] {
  const names = fields.map(({ name }) => [name, propertyOf(name)] as const);
  if (names.every(([column, property]) => column === property)) return rows;
  return rows.map((row) => {
    const renamed: Record<string, unknown> = {};
    for (const [column, property] of names) renamed[property] = row[column];
    return renamed;
  });
}

const parseRows = <R>(statement: Sql, rows: Record<string, unknown>[], row: z.ZodType<R>): R[] =>
  rows.map((raw) => parseRow(statement, raw, row));

function parseRow<R>(statement: Sql, raw: unknown, row: z.ZodType<R>): R {
  const parsed = row.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join(".") || "row"}: ${issue.message}`).join("; ");
  throw new Error(`a row is not what was expected (${issues}) in: ${head(statement.text)}`, { cause: parsed.error });
}
