// SQL of idempotency keys and of the answers that are kept for them.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { sql } from "../sql.ts";

const KeptAnswer = z.object({
  requestSha256: z.instanceof(Uint8Array),
  status: z.number(),
  /** Null for an answer that holds a secret. */
  answer: z.string().nullable(),
  objectKind: z.string().nullable(),
  objectId: z.string().nullable(),
});
export type KeptAnswer = z.infer<typeof KeptAnswer>;

/** The committed answer of a key; null for a new key. */
export async function keptAnswer(executor: Executor, username: string, key: string): Promise<KeptAnswer | null> {
  const rows = await executor.query(
    sql`select request_sha256, status, answer, object_kind, object_id from idempotency_keys
      where username = ${username} and key = ${key}`,
    KeptAnswer,
  );
  return rows[0] ?? null;
}

/**
 * Claims a key inside the transaction: null if it is new (another request with the same key then waits for this
 * transaction), else the kept answer.
 */
export async function claimKey(
  tx: Executor,
  claim: { username: string; key: string; requestSha256: Uint8Array; at: Date },
): Promise<KeptAnswer | null> {
  const claimed = await tx.execute(sql`
    insert into idempotency_keys (username, key, request_sha256, status, at)
    values (${claim.username}, ${claim.key}, ${claim.requestSha256}, 0, ${claim.at})
    on conflict (username, key) do nothing`);
  return claimed === 1 ? null : keptAnswer(tx, claim.username, claim.key);
}

export interface NewAnswer {
  username: string;
  key: string;
  status: number;
  answer: string | null;
  object: { kind: string; id: string } | null;
}

export async function keepAnswer(tx: Executor, { username, key, status, answer, object }: NewAnswer): Promise<void> {
  await tx.execute(sql`
    update idempotency_keys set status = ${status}, answer = ${answer}, object_kind = ${object?.kind ?? null},
      object_id = ${object?.id ?? null}
    where username = ${username} and key = ${key}`);
}

/** Deletes keys older than `before`. Returns how many. */
export const purgeKeys = (executor: Executor, before: Date): Promise<number> =>
  executor.execute(sql`delete from idempotency_keys where at < ${before}::timestamptz`);
