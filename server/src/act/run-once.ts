// Idempotency-Key: repeating a request with the same key returns the stored response and changes nothing; the key with
// another request is refused. Key and change are one transaction, so a crash leaves both or neither.
import { createHash } from "node:crypto";
import type { Scope } from "@minqing/core/access/scope";
import { claimKey, storeAnswer } from "@minqing/geodata/case/queries";
import type { Executor } from "@minqing/geodata/database";
import type { Context } from "hono";
import { z } from "zod";
import type { ServerEnv } from "../http/server-env.ts";
import { ProblemError } from "../problem/problem-error.ts";

export const IdempotencyHeader = z.object({
  "idempotency-key": z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("repeating a request with the same key changes nothing again"),
});

export interface OnceRequest {
  username: string;
  key: string | null;
  /** The whole request, address and body: its hash is compared. */
  request: readonly unknown[];
  at: Date;
  scope: Scope;
}

export interface OnceAnswer<T> {
  schema: z.ZodType<T>;
  status: number;
  objectOf(value: T): { kind: string; id: string } | null;
  kept?: boolean;
}

/** The request of a route that takes `IdempotencyHeader`. */
export function onceOf(c: Context<ServerEnv>, at: Date, request: readonly unknown[]): OnceRequest {
  const { username, scope } = c.get("session").actor;
  return { username, key: c.req.header("idempotency-key") ?? null, request, at, scope };
}

export async function runOnce<T>(
  tx: Executor,
  { username, key, request, at }: OnceRequest,
  { schema, status }: OnceAnswer<T>,
  work: () => Promise<T>,
): Promise<T> {
  if (key === null) return work();
  const requestSha256 = createHash("sha256").update(JSON.stringify(request)).digest();
  const stored = await claimKey(tx, { username, key, requestSha256, at });
  if (stored === null) {
    const response = await work();
    await storeAnswer(tx, { username, key, status, response });
    return response;
  }
  if (!requestSha256.equals(stored.requestSha256)) {
    throw new ProblemError("idempotency-conflict", `key "${key}" belongs to another request`);
  }
  return schema.parse(stored.response);
}
