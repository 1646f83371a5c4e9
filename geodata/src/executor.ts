// Runs statements on one connection: encodes parameters, parses rows with their schema, names the statement in errors.
import type pg from "pg";
import type { z } from "zod";
import type { Executor } from "./database.ts";
import { encodeParameter, type WireValue } from "./parameter.ts";
import type { Sql } from "./sql.ts";
import { head, StatementError } from "./statement-error.ts";

/** What both a pool and a single connection can do. */
export interface Connection {
  query(text: string, values?: WireValue[]): Promise<pg.QueryResult<Record<string, unknown>>>;
}

export function executorOn(connection: Connection): Executor {
  const run = (statement: Sql) => runStatement(connection, statement);
  return {
    query: async (statement, row) => parseRows(statement, (await run(statement)).rows, row),
    one: async (statement, row) => {
      const { rows } = await run(statement);
      if (rows.length !== 1)
        throw new Error(`expected exactly one row, got ${rows.length} from: ${head(statement.text)}`);
      return parseRow(statement, rows[0], row);
    },
    raw: async (statement) => (await run(statement)).rows,
    execute: async (statement) => (await run(statement)).rowCount ?? 0,
  };
}

async function runStatement(connection: Connection, statement: Sql): Promise<pg.QueryResult<Record<string, unknown>>> {
  const values = statement.values.map((value, i) => encodeAt(statement, value, i));
  try {
    return await connection.query(statement.text, values);
  } catch (cause) {
    throw new StatementError(statement.text, cause);
  }
}

function encodeAt(statement: Sql, value: unknown, i: number): WireValue {
  try {
    return encodeParameter(value);
  } catch (cause) {
    throw new TypeError(`parameter $${i + 1}: ${(cause as Error).message}, in: ${head(statement.text)}`, { cause });
  }
}

const parseRows = <R>(statement: Sql, rows: Record<string, unknown>[], row: z.ZodType<R>): R[] =>
  rows.map((raw) => parseRow(statement, raw, row));

function parseRow<R>(statement: Sql, raw: unknown, row: z.ZodType<R>): R {
  const parsed = row.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join(".") || "row"}: ${issue.message}`).join("; ");
  throw new Error(`a row is not what was expected (${issues}) in: ${head(statement.text)}`, { cause: parsed.error });
}
