// A service token that may still be renewed or ended, locked.
import { lockServiceToken, type StoredServiceToken } from "@minqing/geodata/access/service-token-queries";
import type { Executor } from "@minqing/geodata/database";
import { ProblemError } from "../../problem/problem-error.ts";

/** Throws for one that was ended. An expired one can still be renewed. */
export async function lockNotEnded(tx: Executor, id: string): Promise<StoredServiceToken> {
  const current = await lockServiceToken(tx, id);
  if (current === null) throw new ProblemError("not-found", `there is no service token ${id}`);
  if (current.endedAt !== null) throw new ProblemError("command-not-possible", `"${current.name}" was ended for good`);
  return current;
}
