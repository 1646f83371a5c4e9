// Lock-out (登录失败处理). Every check of a password or a code reserves its attempt here before anything is hashed, so that
// parallel ones count too; a right one gives it back. What is locked is where the attempts come from: a network, a browser
// that has signed in before, or an open session. So a stranger locks nobody else out.
import { SYSTEM } from "@minqing/core/access/system";
import { doneBy } from "@minqing/core/audit/event";
import { countFailure } from "@minqing/geodata/access/account-queries";
import { forgetAttempts, releaseAttempt, reserveAttempt } from "@minqing/geodata/access/attempt-queries";
import type { AccountRow } from "@minqing/geodata/access/queries";
import { writeAudit } from "@minqing/geodata/audit/queries";
import type { Database, Executor } from "@minqing/geodata/database";
import { subscriberOf } from "../../http/network.ts";
import { ProblemError } from "../../problem/problem-error.ts";
import { AttemptsInFlight } from "./attempts-in-flight.ts";
import type { SignInPolicies } from "./sign-in-policies.ts";

const MINUTE_MS = 60_000;

export const isLocked = ({ lockedUntil }: Pick<AccountRow, "lockedUntil">, now: Date): boolean =>
  lockedUntil !== null && lockedUntil > now;

/** For one address with too many failures, whatever the account. */
export const tooManyFailures = (): ProblemError =>
  new ProblemError("too-many-requests", "too many failed attempts: wait a while");

export interface AttemptSource {
  kind: "network" | "browser" | "session";
  id: string;
}

export const networkSource = (address: string | null): AttemptSource => ({
  kind: "network",
  id: subscriberOf(address ?? ""),
});

interface Options {
  db: Database;
  policies: SignInPolicies;
  now: () => Date;
}

/** One attempt that was reserved; it counts as wrong unless something else is said. */
export interface Attempt {
  /** The whole proof was right: its source begins anew. */
  right(executor: Executor): Promise<void>;
  /** The password was right, and the code is still to come. */
  release(): Promise<void>;
  wrong(): Promise<void>;
  /** After the outcome is stored: others may wait for it. */
  close(): void;
}

type Account = Pick<AccountRow, "username" | "lockedUntil">;

const inFlight = new AttemptsInFlight();

/**
 * Reserves an attempt; null while its source, or for strangers the account, is locked. When as many are being judged as the
 * policy allows, it waits: a right one lets the next ones in, wrong ones lock them out.
 */
export async function beginAttempt(
  options: Options,
  account: Account,
  { kind, id }: AttemptSource,
): Promise<Attempt | null> {
  const { db, policies, now } = options;
  const { username } = account;
  const source = `${kind}:${id}`;
  const key = `${username} ${source}`;
  const { maxFailures, maxFailuresEverywhere, lockMinutes } = await policies.current();
  const at = now();
  if (kind === "network" && isLocked(account, at)) return null;
  const until = new Date(at.getTime() + lockMinutes * MINUTE_MS);
  const limit = { max: maxFailures, now: at, lockedUntil: until };
  const reserved = await inFlight.begin(key, () => reserveAttempt(db, { username, source }, limit));
  if (reserved === null) return null;
  const { isLocking } = reserved;
  const auditLock = (locked: string) =>
    writeAudit(
      db,
      doneBy(SYSTEM, at, {
        action: "account.lock",
        object: { kind: "account", id: username },
        detail: { locked, until: until.toISOString() },
      }),
    );
  return {
    right: (executor) => forgetAttempts(executor, username, source),
    release: () => releaseAttempt(db, username, source),
    wrong: async () => {
      // A session's own id stays out of the audit trail's rows that others read.
      if (isLocking) await auditLock(kind === "network" ? source : kind);
      if (kind !== "network") return;
      if (await countFailure(db, username, { max: maxFailuresEverywhere, lockedUntil: until }))
        await auditLock("everywhere");
    },
    close: () => inFlight.end(key),
  };
}
