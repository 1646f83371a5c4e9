// Sends a client the change log from its cursor to the head, then lets it follow. No entry is missed in between: the last
// check and the start of following happen in the same event loop turn.

import { setTimeout as delay } from "node:timers/promises";
import type { ResumeReply } from "@minqing/core/live/protocol";
import type { ProblemCode } from "@minqing/core/problem/problem";
import { readGradedChanges } from "@minqing/geodata/change/read-graded-changes";
import type { Executor } from "@minqing/geodata/database";
import { problemOf } from "../problem/problem-error.ts";
import type { ChangeFollower } from "./change-follower.ts";
import type { Client } from "./client.ts";
import { MAX_ENTRIES_PER_MESSAGE, pastMessage, type Reader } from "./scoped-changes.ts";

/** With more packets waiting, sending pauses: a slow client must not fill the memory. */
const MAX_WAITING = 50;
const CHECK_AGAIN_MS = 20;
/** How long to wait for the follower to reach the cursor of a new snapshot. */
const CATCH_UP_MS = 5_000;

const refused = (code: ProblemCode, detail: string): ResumeReply => ({ ok: false, problem: problemOf(code, detail) });

function readerOf({ socket }: Client): Reader {
  const { actor, scopeSince } = socket.data.session;
  return { scope: actor.scope, scopeSince };
}

export async function resume(
  client: Client,
  after: number,
  { db, follower }: { db: Executor; follower: ChangeFollower },
): Promise<ResumeReply> {
  client.isFollowing = false;
  client.attempt += 1;
  const attempt = client.attempt;
  const isGone = () => client.attempt !== attempt || !client.socket.connected;
  // A new snapshot may be ahead of the follower.
  const untilMs = performance.now() + CATCH_UP_MS;
  while (after > follower.head && performance.now() < untilMs && !isGone()) {
    follower.wake();
    await delay(CHECK_AGAIN_MS);
  }
  let cursor = after;
  while (cursor !== follower.head && !isGone()) {
    const read = await readGradedChanges(db, cursor, MAX_ENTRIES_PER_MESSAGE);
    const entries = read.expired ? [] : read.entries.filter((entry) => entry.seq <= follower.head);
    if (entries.length === 0 && cursor !== follower.head) {
      return refused("cursor-expired", `expected a cursor within the change log, got ${cursor}`);
    }
    if (isGone()) break;
    const message = pastMessage(readerOf(client), cursor, entries);
    cursor = message.to;
    client.socket.emit("changes", message);
    while (client.waiting > MAX_WAITING && !isGone()) await delay(CHECK_AGAIN_MS);
  }
  if (isGone())
    return refused("bad-request", "expected one resume at a time on an open socket, got another resume or a close");
  client.isFollowing = true;
  return { ok: true, head: follower.head };
}
