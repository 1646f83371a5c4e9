// The change log after a cursor, projected to one scope: the answer for a client that fell behind.
import type { Scope } from "@minqing/core/access/scope";
import type { ChangeEntry, ChangeMessage } from "@minqing/core/change/entry";
import { projectChange } from "@minqing/core/change/project";
import { readGradedChanges } from "@minqing/geodata/change/read-graded-changes";
import type { Executor } from "@minqing/geodata/database";
import { ProblemError } from "../problem/problem-error.ts";

/** Entries in one message: some 0.5 MB of views at most. */
export const ENTRIES_A_MESSAGE = 500;

export function messageFor(scope: Scope, from: number, entries: readonly ChangeEntry[]): ChangeMessage {
  const items = entries.flatMap((entry) => projectChange(scope, entry) ?? []);
  return { from, to: entries.at(-1)?.seq ?? from, items };
}

/** What a client holds was read with another scope: only a new snapshot mends that. */
export const anotherScope = (): ProblemError =>
  new ProblemError("cursor-expired", "the board was read with another scope");

export async function changesFor(executor: Executor, scope: Scope, after: number): Promise<ChangeMessage> {
  const read = await readGradedChanges(executor, after, ENTRIES_A_MESSAGE);
  if (read.expired) throw new ProblemError("cursor-expired", `the log holds nothing that continues ${after}`);
  return messageFor(scope, after, read.entries);
}
