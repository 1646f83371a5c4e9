// The database as a PostgreSQL server: a pool for statements and transactions, a connection for bells, one per lease.
// The server may stop and start again at any time: statements then fail as `unavailable`, the process goes on.
import pg from "pg";
import type { BellName, Database, Executor, TransactionOptions } from "../../database.ts";
import { BaseDatabase } from "../base-database.ts";
import { type Connection, executorOn } from "../executor.ts";
import { InsideTransaction } from "../inside-transaction.ts";
import { StatementError } from "../statement-error.ts";
import { runTransaction } from "../transaction.ts";
import { BellLine } from "./bell-line.ts";
import { tryPgLease } from "./lease.ts";
import { clientConfig, PG_DEFAULTS, type PgSettings } from "./session-settings.ts";

export class PgDatabase extends BaseDatabase implements Database {
  readonly driver = "pg";
  readonly #settings: PgSettings;
  readonly #pool: pg.Pool;
  readonly #bells: BellLine;
  readonly #inside = new InsideTransaction();
  protected readonly executor: Executor;

  constructor(settings: PgSettings) {
    super();
    this.#settings = settings;
    this.#pool = new pg.Pool({ ...clientConfig(settings, "pool"), max: settings.poolSize ?? PG_DEFAULTS.poolSize });
    // When a connection dies, its current statement fails and the pool replaces it; without these two listeners the
    // error event would end the process.
    this.#pool.on("error", () => undefined);
    this.#pool.on("connect", (client) => client.on("error", () => undefined));
    this.#bells = new BellLine(clientConfig(settings, "bell"));
    this.executor = executorOn({ query: (statement) => this.#statement(statement) });
  }

  async transaction<T>(work: (tx: Executor) => Promise<T>, options?: TransactionOptions): Promise<T> {
    this.#inside.refuse();
    const client = await this.#connect();
    try {
      return await runTransaction(connectionOf(client), (tx) => this.#inside.run(() => work(tx)), options);
    } finally {
      // Any status but idle means that the rollback did not arrive: the connection is discarded.
      client.release(client.getTransactionStatus() !== "I");
    }
  }

  async script(text: string): Promise<void> {
    try {
      await this.#statement({ text });
    } catch (cause) {
      throw new StatementError(text, cause);
    }
  }

  ring(bell: BellName): void {
    this.#bells.ring(bell);
  }

  onBell(bell: BellName, listener: () => void): () => void {
    return this.#bells.on(bell, listener);
  }

  tryLease(name: string, onLost: () => void): Promise<{ release(): Promise<void> } | null> {
    return tryPgLease(clientConfig(this.#settings, `lease ${name}`), name, onLost);
  }

  async close(): Promise<void> {
    await Promise.all([this.#bells.close(), this.#pool.end()]);
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (cause) {
      throw new StatementError("connect", cause);
    }
  }

  #statement: Connection["query"] = async (statement) => {
    this.#inside.refuse();
    return this.#pool.query(statement);
  };
}

const connectionOf = (client: pg.PoolClient): Connection => ({ query: (statement) => client.query(statement) });
