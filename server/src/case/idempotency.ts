// Idempotency-Key: the same key with the same request gets the same answer and changes nothing again; with another request
// it is refused. Key and change are one transaction, so a crash leaves both or neither.
import { createHash } from "node:crypto";
import { claimKey, storeAnswer } from "@minqing/geodata/case/queries";
import type { Executor } from "@minqing/geodata/database";
import { z } from "zod";
import { ProblemError } from "../problem/problem-error.ts";

export const IdempotencyHeader = z.object({
  "idempotency-key": z.string().min(1).max(200).optional().describe("makes a repeated request harmless"),
});

export interface Question {
  username: string;
  key: string | null;
  /** What was asked, in full: address and body. */
  request: readonly unknown[];
  status: number;
  at: Date;
}

export async function answerOnce<T>(
  tx: Executor,
  { username, key, request, status, at }: Question,
  schema: z.ZodType<T>,
  work: () => Promise<T>,
): Promise<T> {
  if (key === null) return work();
  const requestSha256 = createHash("sha256").update(JSON.stringify(request)).digest();
  const kept = await claimKey(tx, { username, key, requestSha256, at });
  if (kept === null) {
    const response = await work();
    await storeAnswer(tx, { username, key, status, response });
    return response;
  }
  if (!requestSha256.equals(kept.requestSha256)) {
    throw new ProblemError("idempotency-conflict", `key "${key}" belongs to another request`);
  }
  return schema.parse(kept.response);
}
