// The idempotency of one request: who, which key, what it asks; and a context whose transaction claims the key.
import type { Database, Executor, TransactionOptions } from "@minqing/geodata/database";
import type { Context } from "hono";
import type { ServerEnv } from "../http/server-env.ts";
import type { ServerContext } from "../server-context.ts";
import { type OnceAnswer, type OnceRequest, replayIfDone, runOnce } from "./run-once.ts";

type Needed = Pick<ServerContext, "db" | "now" | "fingerprints">;

export async function onceOf(
  context: Pick<Needed, "now" | "fingerprints">,
  c: Context<ServerEnv>,
): Promise<OnceRequest> {
  const { username, scope } = c.get("session").actor;
  const key = c.req.header("idempotency-key") ?? null;
  const { pathname, search } = new URL(c.req.url);
  const body = key === null ? new Uint8Array() : new Uint8Array(await c.req.arrayBuffer());
  const fingerprints = key === null ? [] : context.fingerprints.of(`${c.req.method} ${pathname}${search}`, body);
  return { username, key, fingerprints, at: context.now(), scope };
}

/**
 * The context for a request that changes something in one transaction, whose result is the answer: that transaction claims
 * the key first and keeps the answer last. Acts on cases and their sources do the same by `runAct`.
 */
export async function onceContext<C extends Needed, T>(
  context: C,
  c: Context<ServerEnv>,
  answer: OnceAnswer<T>,
): Promise<C> {
  const once = await onceOf(context, c);
  await replayIfDone(context.db, once);
  return once.key === null
    ? context
    : { ...context, db: new OnceDatabase(context.db, once, answer as OnceAnswer<unknown>) };
}

class OnceDatabase implements Database {
  readonly #db: Database;
  readonly #once: OnceRequest;
  readonly #answer: OnceAnswer<unknown>;
  readonly driver: Database["driver"];
  readonly query: Database["query"];
  readonly one: Database["one"];
  readonly raw: Database["raw"];
  readonly execute: Database["execute"];
  readonly atCommit: Database["atCommit"];
  readonly script: Database["script"];
  readonly ring: Database["ring"];
  readonly onBell: Database["onBell"];
  readonly tryLease: Database["tryLease"];
  readonly close: Database["close"];

  constructor(db: Database, once: OnceRequest, answer: OnceAnswer<unknown>) {
    this.#db = db;
    this.#once = once;
    this.#answer = answer;
    this.driver = db.driver;
    this.query = db.query.bind(db);
    this.one = db.one.bind(db);
    this.raw = db.raw.bind(db);
    this.execute = db.execute.bind(db);
    this.atCommit = db.atCommit.bind(db);
    this.script = db.script.bind(db);
    this.ring = db.ring.bind(db);
    this.onBell = db.onBell.bind(db);
    this.tryLease = db.tryLease.bind(db);
    this.close = db.close.bind(db);
  }

  transaction<T>(work: (tx: Executor) => Promise<T>, options?: TransactionOptions): Promise<T> {
    if (options?.readOnly === true) return this.#db.transaction(work, options);
    return this.#db.transaction(
      (tx) => runOnce(tx, this.#once, this.#answer as OnceAnswer<T>, () => work(tx)),
      options,
    );
  }
}
