// The database inside this process: PGlite with PostGIS in a worker thread, behind one queue. Transactions are
// exclusive. Its thread may die: what was running fails as `unavailable`, the next statement opens it again.
// No fsync: a killed process loses nothing that was committed, a power cut promises nothing.

import type { BellName, Database, Executor, TransactionOptions } from "../../database.ts";
import { BaseDatabase } from "../base-database.ts";
import { Bells } from "../bells.ts";
import { type Connection, executorOn } from "../executor.ts";
import { InsideTransaction } from "../inside-transaction.ts";
import { SESSION_OPTIONS } from "../pg/session-settings.ts";
import { StatementError } from "../statement-error.ts";
import { runTransaction } from "../transaction.ts";
import { beginFolder } from "./folder-init.ts";
import { lockFolder } from "./folder-lock.ts";
import { Queue } from "./queue.ts";
import { openSession, type Session } from "./session.ts";
import { startUpkeep, UPKEEP_DEFAULTS, type UpkeepSettings } from "./upkeep.ts";
import type { DumpCompression, Origin } from "./wire.ts";

export interface PgliteSettings extends Partial<UpkeepSettings> {
  /** Folder of the database; null keeps it in memory. */
  folder: string | null;
  /** What a new database is made from; the prepared cluster where nothing else is chosen. */
  origin?: Origin;
  /** Called with expected and got when the prepared cluster does not fit and `initdb` has made the database. */
  onUnfitPrepared?: (issue: string) => void;
  /** A statement that runs longer ends the thread. */
  stuckAfterMs?: number;
  onUpkeepFault?: (fault: unknown) => void;
}

/** The longest honest statement is a bulk import's; beyond this the thread hangs. */
const STUCK_AFTER_MS = 300_000;

export class PgliteDatabase extends BaseDatabase implements Database {
  readonly driver = "pglite";
  readonly #settings: PgliteSettings;
  readonly #unlock: () => void;
  readonly #queue = new Queue();
  readonly #bells = new Bells();
  readonly #toRing = new Set<BellName>();
  readonly #leases = new Set<string>();
  readonly #inside = new InsideTransaction();
  protected readonly executor: Executor;
  #session: Session | null = null;
  #stopUpkeep: () => void = () => undefined;
  #isClosed = false;

  private constructor(settings: PgliteSettings) {
    super();
    this.#settings = settings;
    this.#unlock = settings.folder === null ? () => undefined : lockFolder(settings.folder);
    this.executor = executorOn({
      query: (statement) => this.#exclusive((session) => session.client.query(statement)),
    });
  }

  static async open(settings: PgliteSettings): Promise<PgliteDatabase> {
    const database = new PgliteDatabase(settings);
    try {
      await database.#exclusive(async () => undefined);
    } catch (cause) {
      database.#unlock();
      throw cause;
    }
    const upkeep = { ...UPKEEP_DEFAULTS, ...settings };
    database.#stopUpkeep = startUpkeep(database, upkeep, settings.onUpkeepFault ?? (() => undefined));
    return database;
  }

  transaction<T>(work: (tx: Executor) => Promise<T>, options?: TransactionOptions): Promise<T> {
    return this.#exclusive(async (session) => {
      try {
        return await runTransaction(connectionOf(session), (tx) => this.#inside.run(() => work(tx)), options);
      } finally {
        // The rollback did not arrive: end the thread, or the next statement would join the failed transaction.
        if (session.client.getTransactionStatus() !== "I") await session.kill();
      }
    });
  }

  async script(text: string): Promise<void> {
    try {
      await this.#exclusive((session) => session.client.query(text));
    } catch (cause) {
      throw new StatementError(text, cause);
    }
  }

  ring(bell: BellName): void {
    if (this.#toRing.size === 0) setImmediate(() => this.#ringAll());
    this.#toRing.add(bell);
  }

  onBell(bell: BellName, listener: () => void): () => void {
    return this.#bells.on(bell, listener);
  }

  /** Nobody outside this process can hold one, so it is never lost. */
  async tryLease(name: string): Promise<{ release(): Promise<void> } | null> {
    if (this.#leases.has(name)) return null;
    this.#leases.add(name);
    return {
      release: async () => {
        this.#leases.delete(name);
      },
    };
  }

  /** The whole database as a tar archive, for `origin` of another opening. */
  dump(compression: DumpCompression = "gzip"): Promise<Uint8Array> {
    return this.#exclusive((session) => session.dump(compression));
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#stopUpkeep();
    await this.#queue.run(async () => this.#session?.close());
    this.#unlock();
  }

  async #exclusive<T>(work: (session: Session) => Promise<T>): Promise<T> {
    this.#inside.refuse();
    if (this.#isClosed) throw new Error("expected an open database, got a closed one");
    return this.#queue.run(async () => work(await this.#open()));
  }

  /** Only inside the queue: nobody else opens meanwhile. */
  async #open(): Promise<Session> {
    if (this.#session?.isAlive() === true) return this.#session;
    if (this.#session !== null && this.#settings.folder === null) {
      throw new StatementError("open the embedded database", new Error("what was kept in memory died with its thread"));
    }
    await this.#session?.ended;
    this.#session = await this.#start();
    return this.#session;
  }

  async #start(): Promise<Session> {
    const { folder, origin = "prepared", stuckAfterMs, onUnfitPrepared } = this.#settings;
    const init = folder === null ? null : beginFolder(folder);
    const options = { folder, origin: init?.isNew === false ? null : origin, session: SESSION_OPTIONS };
    try {
      const session = await openSession(options, stuckAfterMs ?? STUCK_AFTER_MS);
      init?.finish();
      if (session.unfitPrepared !== null) onUnfitPrepared?.(session.unfitPrepared);
      return session;
    } catch (cause) {
      throw new StatementError("open the embedded database", cause);
    }
  }

  #ringAll(): void {
    const bells = [...this.#toRing];
    this.#toRing.clear();
    for (const bell of bells) this.#bells.ring(bell);
  }
}

const connectionOf = ({ client }: Session): Connection => ({ query: (statement) => client.query(statement) });
