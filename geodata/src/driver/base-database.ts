// Base of both drivers: runs the statements of a database outside of a transaction.
import type { z } from "zod";
import type { Executor } from "../database.ts";
import type { Sql } from "../sql.ts";

export abstract class BaseDatabase implements Executor {
  protected abstract readonly executor: Executor;

  query<R>(statement: Sql, row: z.ZodType<R>): Promise<R[]> {
    return this.executor.query(statement, row);
  }

  one<R>(statement: Sql, row: z.ZodType<R>): Promise<R> {
    return this.executor.one(statement, row);
  }

  raw(statement: Sql): Promise<Record<string, unknown>[]> {
    return this.executor.raw(statement);
  }

  execute(statement: Sql): Promise<number> {
    return this.executor.execute(statement);
  }

  atCommit(...statements: Sql[]): void {
    this.executor.atCommit(...statements);
  }
}
