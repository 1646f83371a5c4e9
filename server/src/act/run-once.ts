// Idempotency-Key: the same request with the same key by the same actor gets the committed answer again, and changes nothing;
// the key with another request is refused. Key and change are one transaction, so a crash leaves both or neither.
// Refusals are not kept: they are judged anew.
import type { Scope } from "@minqing/core/access/scope";
import { claimKey, type KeptAnswer, keepAnswer, keptAnswer } from "@minqing/geodata/act/idempotency-queries";
import type { Executor } from "@minqing/geodata/database";
import { z } from "zod";
import { ProblemError } from "../problem/problem-error.ts";
import { sightOf } from "./still-seen.ts";

const key = z.uuid("expected a UUID").describe("repeating a request with the same key changes nothing again");

/** Headers of every writing route. */
export const IdempotencyHeader = z.object({ "idempotency-key": key.optional() });
/** Headers of a route where a request without a key would be filed twice sooner or later. */
export const RequiredIdempotencyHeader = z.object({ "idempotency-key": key });

export interface OnceRequest {
  username: string;
  /** Null: the client sent none. */
  key: string | null;
  /** Hashes of the whole request, address and body, by the present secret and by the previous ones. */
  fingerprints: readonly Uint8Array[];
  at: Date;
  scope: Scope;
}

export interface OnceAnswer<T> {
  status: number;
  /** The object that the answer is about: a replay checks that the actor still sees it. */
  objectOf?(value: T): { kind: string; id: string };
  /** The body that is sent; absent: the value itself. */
  bodyOf?(value: T): unknown;
  /** False for an answer that holds a secret or a plain contact: it is not kept, and a repeat gets 409. */
  kept?: boolean;
}

/** Thrown out of the transaction of a repeated request: `answerFault` sends the kept text. */
export class ReplayedAnswer extends Error {
  override readonly name = "ReplayedAnswer";
  readonly status: number;
  readonly text: string;
  constructor(status: number, text: string) {
    super("this request was carried out before");
    this.status = status;
    this.text = text;
  }
}

export async function runOnce<T>(
  tx: Executor,
  once: OnceRequest,
  { status, objectOf, bodyOf, kept = true }: OnceAnswer<T>,
  work: () => Promise<T>,
): Promise<T> {
  const { username, key, fingerprints, at } = once;
  const [requestSha256] = fingerprints;
  if (key === null || requestSha256 === undefined) return work();
  const before = await claimKey(tx, { username, key, requestSha256, at });
  if (before !== null) return replay(tx, once, before);
  const value = await work();
  const body = bodyOf === undefined ? value : bodyOf(value);
  const answer = kept ? (JSON.stringify(body) ?? "") : null;
  await keepAnswer(tx, { username, key, status, answer, object: objectOf?.(value) ?? null });
  return value;
}

/**
 * Answers a request that was carried out before, ahead of its checks: what it has changed (a password, a version) may
 * refuse it by now.
 */
export async function replayIfDone(executor: Executor, once: OnceRequest): Promise<void> {
  if (once.key === null) return;
  const before = await keptAnswer(executor, once.username, once.key);
  if (before !== null) await replay(executor, once, before);
}

async function replay(tx: Executor, { key, fingerprints, scope }: OnceRequest, before: KeptAnswer): Promise<never> {
  const isSame = fingerprints.some((each) => Buffer.from(each).equals(before.requestSha256));
  if (!isSame) throw new ProblemError("idempotency-conflict", `key "${key}" belongs to another request`);
  const { objectKind: kind, objectId: id, answer, status } = before;
  const sight = kind === null || id === null ? "whole" : await sightOf(tx, scope, { kind, id });
  if (sight === "none") throw new ProblemError("not-found", `there is no ${kind} ${id} in your scope`);
  if (answer === null) {
    const of = id === null ? "" : ` on ${kind} ${id}`;
    throw new ProblemError("already-done", `this request was carried out before${of}; its answer is not kept`);
  }
  if (sight === "reporter") {
    throw new ProblemError(
      "already-done",
      `this request was carried out before on ${kind} ${id}; you see it for your own report alone now`,
    );
  }
  throw new ReplayedAnswer(status, answer);
}
