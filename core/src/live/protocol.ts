// The socket's events (socket.io, websocket transport only). Snapshots come over HTTP; the socket carries what follows them.
import type { ChangeMessage } from "../change/entry.ts";
import type { Problem } from "../problem/problem.ts";

export interface ServerToClient {
  /** Reliable, in order: joins at `from`. */
  changes(message: ChangeMessage): void;
  /** Volatile: a frame of core/live/frame, as bytes. */
  frame(bytes: Uint8Array): void;
  /** The server's clock, every 2 s: tells a living line from a dead one. */
  beat(beat: { at: string; head: number }): void;
}

export interface ResumeRequest {
  after: number;
  /** Of the snapshot that the client holds: with another scope it needs another snapshot. */
  scopeKey: string;
  layers: ("positions" | "values")[];
}

export type ResumeReply = { ok: true; head: number } | { ok: false; problem: Problem };

export interface ClientToServer {
  /** Begins or continues the log after a cursor; 410 as a problem when the cursor is expired. */
  resume(request: ResumeRequest, reply: (answer: ResumeReply) => void): void;
}
