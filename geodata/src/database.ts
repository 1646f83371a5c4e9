// The only interface to the database. Two drivers implement it (pg and PGlite); all other code uses only this
// interface.
import type { z } from "zod";
import type { Sql } from "./sql.ts";

/**
 * Runs SQL. Rows pass the given zod schema, so a column renamed in SQL fails here and not on a screen. The schema
 * has camelCase names: the column `observed_at` arrives as `observedAt`.
 */
export interface Executor {
  /** All rows, each parsed by `row`. */
  query<R>(statement: Sql, row: z.ZodType<R>): Promise<R[]>;
  /** Exactly one row; no row or several is an error (GEOS faults on PGlite end as "no row"). */
  one<R>(statement: Sql, row: z.ZodType<R>): Promise<R>;
  /** Rows unparsed, under the columns' own names. */
  raw(statement: Sql): Promise<Record<string, unknown>[]>;
  /** Number of rows the statement touched. */
  execute(statement: Sql): Promise<number>;
  /** Only inside a transaction: these run as its last statements, sent together with the commit. */
  atCommit(...statements: Sql[]): void;
}

export interface TransactionOptions {
  isolation?: "read committed" | "repeatable read";
  readOnly?: boolean;
}

/** A wake-up without payload: a listener then reads the table that it is about. */
export type BellName = "changes" | "configuration" | "access";

export interface Database extends Executor {
  readonly driver: "pg" | "pglite";
  /** Commits when `work` resolves, rolls back when it throws. Never nested. */
  transaction<T>(work: (tx: Executor) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Runs several statements without parameters (migrations). */
  script(text: string): Promise<void>;
  ring(bell: BellName): void;
  onBell(bell: BellName, listener: () => void): () => void;
  /**
   * Holds a named advisory lock on a connection of its own until `release` or until that connection dies; null if
   * another connection holds it.
   */
  tryLease(name: string, onLost: () => void): Promise<{ release(): Promise<void> } | null>;
  close(): Promise<void>;
}
