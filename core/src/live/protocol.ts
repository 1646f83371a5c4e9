// The socket's events (socket.io, websocket transport only). Snapshots come over HTTP; the socket carries the changes
// after them.
import type { ChangeMessage } from "../change/entry.ts";
import type { Problem } from "../problem/problem.ts";

export interface ServerToClient {
  /** Reliable and in order: a message continues at `from`. */
  changes(message: ChangeMessage): void;
  /** Volatile: a frame of core/live/frame, as bytes. */
  frame(bytes: Uint8Array): void;
  /** The heartbeat, every 2 s: the server's clock, and the newest cursor. Without it the connection is dead. */
  beat(heartbeat: { at: string; head: number }): void;
}

export interface ResumeRequest {
  after: number;
  /** Scope and build of the client's snapshot: after a change of either the client needs a new snapshot. */
  scopeKey: string;
  layers: ("positions" | "values")[];
}

export type ResumeReply = { ok: true; head: number } | { ok: false; problem: Problem };

export interface ClientToServer {
  /** Starts or continues the log after a cursor; replies with problem 410 if the cursor is expired. */
  resume(request: ResumeRequest, reply: (answer: ResumeReply) => void): void;
}
