// The change log after a cursor, projected to one scope: for a client that fell behind.
import type { Scope } from "@minqing/core/access/scope";
import type { ChangeEntry, ChangeMessage } from "@minqing/core/change/entry";
import { projectChange } from "@minqing/core/change/project";
import { readGradedChanges } from "@minqing/geodata/change/read-graded-changes";
import type { Executor } from "@minqing/geodata/database";
import { ProblemError } from "../problem/problem-error.ts";

/** Max entries in one message: at most some 0.5 MB of views. */
export const MAX_ENTRIES_PER_MESSAGE = 500;

export function scopedMessage(scope: Scope, from: number, entries: readonly ChangeEntry[]): ChangeMessage {
  const items = entries.flatMap((entry) => projectChange(scope, entry) ?? []);
  return { from, to: entries.at(-1)?.seq ?? from, items };
}

/** The client's board was read with another scope, or by another build of the program: it must take a new snapshot. */
export const scopeChangedProblem = (): ProblemError =>
  new ProblemError(
    "cursor-expired",
    "expected the scope key of this session and build, got another one: the board was read with another scope or build",
  );

export async function readScopedChanges(executor: Executor, scope: Scope, after: number): Promise<ChangeMessage> {
  const read = await readGradedChanges(executor, after, MAX_ENTRIES_PER_MESSAGE);
  if (read.expired) throw new ProblemError("cursor-expired", `expected a cursor within the change log, got ${after}`);
  return scopedMessage(scope, after, read.entries);
}
