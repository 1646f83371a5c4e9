// The engine of acts (动作): everything that changes a case, a report, an alarm, a detection or a warning runs through
// `runAct`, in one transaction: idempotency → lock → expected version → decide → append to the log → update the row → audit
// → change log → commit → bell. Locks are taken in the order case, reports, tasks, alarm, detection, change log; what opens a
// case locks its source first, and then inserts a case that no other transaction can have locked (ADR 17).
import type { Actor } from "@minqing/core/access/account";
import { type AuditAct, doneBy } from "@minqing/core/audit/event";
import type { NewChange } from "@minqing/core/change/entry";
import { writeAudits } from "@minqing/geodata/audit/queries";
import { appendChanges } from "@minqing/geodata/change/append";
import type { Executor } from "@minqing/geodata/database";
import type { ServerContext } from "../server-context.ts";
import { type OnceAnswer, type OnceRequest, runOnce } from "./run-once.ts";

/** What an act has changed: who did what, and what screens must not miss. */
export interface ActTrace {
  audit: readonly { by: Pick<Actor, "username" | "roles" | "address">; act: AuditAct }[];
  changes: readonly NewChange[];
}

export const NO_TRACE: ActTrace = { audit: [], changes: [] };

export const joinTraces = (traces: readonly ActTrace[]): ActTrace => ({
  audit: traces.flatMap(({ audit }) => audit),
  changes: traces.flatMap(({ changes }) => changes),
});

/** What an act leaves behind (`NO_TRACE` where nothing was to be done), and what the client gets: the object after it. */
export interface Performed<T> {
  trace: ActTrace;
  value: T;
}

export interface Act<Current, T> {
  once: OnceRequest;
  answer: OnceAnswer<T>;
  /** Locks the objects; throws a problem for what is not there or not in scope. */
  lock(tx: Executor): Promise<Current>;
  /** Decides, and writes log and rows; throws a problem when it refuses. */
  perform(tx: Executor, current: Current): Promise<Performed<T>>;
}

export async function runAct<Current, T>(
  { db }: Pick<ServerContext, "db">,
  { once, answer, lock, perform }: Act<Current, T>,
): Promise<T> {
  const answered = await db.transaction((tx) =>
    runOnce(tx, once, answer, async () => {
      const { trace, value } = await perform(tx, await lock(tx));
      await writeTrace(tx, once.at, trace);
      return value;
    }),
  );
  db.ring("changes");
  return answered;
}

/** Acts of the system on many objects at once, in one transaction. Returns how many `perform` says that there were. */
export async function runSystemActs(
  { db }: Pick<ServerContext, "db">,
  at: Date,
  perform: (tx: Executor) => Promise<{ count: number; trace: ActTrace }>,
): Promise<number> {
  const count = await db.transaction(async (tx) => {
    const done = await perform(tx);
    await writeTrace(tx, at, done.trace);
    return done.count;
  });
  if (count > 0) db.ring("changes");
  return count;
}

async function writeTrace(tx: Executor, at: Date, { audit, changes }: ActTrace): Promise<void> {
  if (audit.length > 0) {
    await writeAudits(
      tx,
      audit.map(({ by, act }) => doneBy(by, at, act)),
    );
  }
  await appendChanges(tx, changes);
}
