// The one way to the database. Two drivers stand behind it (pg and PGlite); everything above sees only this.
import type { z } from "zod";
import type { Sql } from "./sql.ts";

/**
 * Runs SQL. Rows pass the given zod schema, so a column renamed in SQL fails at its edge and not in a screen. The schema
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
  /** Inside a transaction only: these run as its last statements, sent together with the commit in one go. */
  atCommit(...statements: Sql[]): void;
}

export interface TransactionOptions {
  isolation?: "read committed" | "repeatable read";
  readOnly?: boolean;
}

/** A wake-up without payload: whoever hears it reads the table it is about. */
export type BellName = "changes" | "configuration" | "access";

export interface Database extends Executor {
  readonly driver: "pg" | "pglite";
  /** Commits when `work` resolves, rolls back when it throws. Never nested. */
  transaction<T>(work: (tx: Executor) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Runs several statements without parameters (migrations). */
  script(text: string): Promise<void>;
  ring(bell: BellName): void;
  onBell(bell: BellName, listener: () => void): () => void;
  /** Holds a named advisory lock on a connection of its own until `release` or until that connection dies; null when another holds it. */
  tryLease(name: string, onLost: () => void): Promise<{ release(): Promise<void> } | null>;
  close(): Promise<void>;
}
