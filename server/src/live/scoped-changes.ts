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

/** Who resumes: the scope, and since when the account has had it. */
export interface Reader {
  scope: Scope;
  scopeSince: Date;
}

/**
 * As `scopedMessage`, for entries from the past: an object is `gone` only for a reader who may have had it. Nobody has what
 * came and went before their scope, nor what these entries first bring and today's grade hides.
 */
export function pastMessage(
  { scope, scopeSince }: Reader,
  from: number,
  entries: readonly ChangeEntry[],
): ChangeMessage {
  const message = scopedMessage(scope, from, entries);
  const begun = new Set(entries.filter(({ scopeBefore }) => scopeBefore === null).map(keyOf));
  const given = new Set<string>();
  const items = message.items.filter((item) => {
    const key = keyOf(item);
    if (item.op === "put") {
      given.add(key);
      return true;
    }
    return given.has(key) || (new Date(item.at) >= scopeSince && !begun.has(key));
  });
  return { ...message, items };
}

const keyOf = ({ kind, id }: { kind: string; id: string }): string => `${kind} ${id}`;

/** The client's board was read with another scope, or by another build of the program: it must take a new snapshot. */
export const scopeChangedProblem = (): ProblemError =>
  new ProblemError(
    "cursor-expired",
    "expected the scope key of this session and build, got another one: the board was read with another scope or build",
  );

export async function readScopedChanges(executor: Executor, reader: Reader, after: number): Promise<ChangeMessage> {
  const read = await readGradedChanges(executor, after, MAX_ENTRIES_PER_MESSAGE);
  if (read.expired) throw new ProblemError("cursor-expired", `expected a cursor within the change log, got ${after}`);
  return pastMessage(reader, after, read.entries);
}
