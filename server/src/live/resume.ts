// Brings a client from its cursor to the head of the log, then lets it follow. Between the last read and following nothing
// can slip in: both happen in one turn.

import { setTimeout as delay } from "node:timers/promises";
import type { ResumeReply } from "@minqing/core/live/protocol";
import type { ProblemCode } from "@minqing/core/problem/problem";
import { readGradedChanges } from "@minqing/geodata/change/read-graded-changes";
import type { Executor } from "@minqing/geodata/database";
import { problemOf } from "../problem/problem-error.ts";
import type { ChangeFollower } from "./change-follower.ts";
import type { Client } from "./client.ts";
import { ENTRIES_A_MESSAGE, messageFor } from "./scoped-changes.ts";

/** A client that reads slowly is waited for instead of buffered for. */
const MAX_WAITING = 50;
const CHECK_AGAIN_MS = 20;
/** How long the follower may take to reach a cursor that came from a snapshot just read. */
const CATCH_UP_MS = 5_000;

const refused = (code: ProblemCode, detail: string): ResumeReply => ({ ok: false, problem: problemOf(code, detail) });

export async function resume(
  client: Client,
  after: number,
  { db, follower }: { db: Executor; follower: ChangeFollower },
): Promise<ResumeReply> {
  client.isFollowing = false;
  client.attempt += 1;
  const attempt = client.attempt;
  const isGone = () => client.attempt !== attempt || !client.socket.connected;
  // A snapshot just read may be ahead of what the follower has handed on.
  const untilMs = performance.now() + CATCH_UP_MS;
  while (after > follower.head && performance.now() < untilMs && !isGone()) {
    follower.wake();
    await delay(CHECK_AGAIN_MS);
  }
  let cursor = after;
  while (cursor !== follower.head && !isGone()) {
    const read = await readGradedChanges(db, cursor, ENTRIES_A_MESSAGE);
    const entries = read.expired ? [] : read.entries.filter((entry) => entry.seq <= follower.head);
    if (entries.length === 0 && cursor !== follower.head) {
      return refused("cursor-expired", `the log holds nothing that continues ${cursor}`);
    }
    if (isGone()) break;
    const message = messageFor(client.socket.data.session.actor.scope, cursor, entries);
    cursor = message.to;
    client.socket.emit("changes", message);
    while (client.waiting > MAX_WAITING && !isGone()) await delay(CHECK_AGAIN_MS);
  }
  if (isGone()) return refused("bad-request", "another resume came, or the socket closed");
  client.isFollowing = true;
  return { ok: true, head: follower.head };
}
