// Keeps the replica equal to the server: takes a snapshot, resumes after its cursor, applies messages in order, and
// requests missing changes.
import { BoardSnapshot } from "@minqing/core/change/board";
import { ChangeMessage } from "@minqing/core/change/entry";
import { applyMessage, type Replica, replicaFrom } from "@minqing/core/change/replica";
import { decodeFrame, type Frame } from "@minqing/core/live/frame";
import type { ClientToServer, ResumeReply, ResumeRequest, ServerToClient } from "@minqing/core/live/protocol";
import type { Socket } from "socket.io-client";
import { ProblemError } from "../api/problem-error.ts";
import type { LiveStore } from "./live-store.ts";

export type LiveSocket = Socket<ServerToClient, ClientToServer>;

export interface LiveSources {
  snapshot(): Promise<unknown>;
  changes(after: number, scopeKey: string): Promise<unknown>;
  /** All values of a volatile layer that are in scope, as one frame. */
  frame(layer: "positions" | "values"): Promise<ArrayBuffer>;
  socket(): LiveSocket;
}

interface Options {
  layers: ResumeRequest["layers"];
  store: LiveStore;
  sources: LiveSources;
  /** Called when the scope of the session has changed. */
  onScopeChange(): void;
}

/** A heartbeat comes every 2 s; after three missing ones and a reserve the connection counts as dead. */
const SILENT_AFTER_MS = 7000;
const RETRY_MS = 2000;
/** The server closes the socket when roles or scope change; the client then reconnects at once. */
const RECONNECT_MS = 100;

export class LiveClient {
  readonly #options: Options;
  readonly #frameListeners = new Set<(frame: Frame) => void>();
  #socket: LiveSocket | null = null;
  #work: Promise<void> = Promise.resolve();
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
  }

  start(): void {
    const socket = this.#options.sources.socket();
    this.#socket = socket;
    socket.on("connect", () => this.#resume());
    socket.on("disconnect", (reason) => {
      this.#markLost(`socket: ${reason}`);
      // socket.io does not reconnect by itself when the server has closed the socket.
      if (reason === "io server disconnect") this.#later(() => socket.connect(), RECONNECT_MS);
    });
    socket.on("connect_error", (error) => {
      this.#markLost(error.message);
      // Nor when the server has rejected it, for example because its database was not available.
      if (!socket.active) this.#later(() => socket.connect());
    });
    socket.on("changes", (message) => this.#queue(() => this.#take(message)));
    socket.on("beat", ({ at }) => this.#onHeartbeat(Date.parse(at)));
    socket.on("frame", (bytes) => this.#frame(bytes));
    socket.connect();
  }

  /** Frames are not stored: listeners write them into their own arrays. */
  onFrame(listener: (frame: Frame) => void): () => void {
    this.#frameListeners.add(listener);
    return () => this.#frameListeners.delete(listener);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#watchdog);
    clearTimeout(this.#retry);
    this.#socket?.disconnect();
    this.#frameListeners.clear();
  }

  /** Runs steps one after the other, so that a message never overtakes the catch-up before it. */
  #queue(step: () => Promise<void>): void {
    this.#work = this.#work.then(async () => {
      if (this.#closed) return;
      try {
        await step();
      } catch (error) {
        this.#markLost(error instanceof Error ? error.message : String(error));
        this.#later(() => this.#resume());
      }
    });
  }

  #later(act: () => void, afterMs = RETRY_MS): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => {
      if (!this.#closed) act();
    }, afterMs);
  }

  #markLost(why: string): void {
    clearTimeout(this.#watchdog);
    const { connection, heardAtMs } = this.#options.store.getState();
    if (connection.state === "lost") return;
    this.#options.store.setState({ connection: { state: "lost", sinceMs: heardAtMs ?? Date.now(), why } });
  }

  #onHeartbeat(serverMs: number): void {
    const now = Date.now();
    this.#options.store.setState({ clockOffsetMs: serverMs - now, heardAtMs: now });
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => {
      this.#markLost(`no heartbeat for ${SILENT_AFTER_MS} ms`);
      // The transport may take minutes to notice a dead connection, so a new one is opened.
      this.#socket?.disconnect().connect();
    }, SILENT_AFTER_MS);
  }

  #resume(): void {
    this.#queue(async () => {
      const socket = this.#socket;
      if (socket === null || !socket.connected) return;
      if (this.#options.store.getState().replica === null) await this.#snapshot();
      const { cursor: after = 0, scopeKey = "" } = this.#options.store.getState().replica ?? {};
      const reply = await new Promise<ResumeReply>((resolve) => {
        socket.emit("resume", { after, scopeKey, layers: this.#options.layers }, resolve);
      });
      if (!reply.ok) {
        if (reply.problem.type !== "urn:problem:cursor-expired") throw new ProblemError(reply.problem);
        await this.#snapshot();
        this.#later(() => this.#resume());
        return;
      }
      await this.#catchUp(reply.head);
      await this.#frames();
      this.#options.store.setState({ connection: { state: "live" }, heardAtMs: Date.now() });
    });
  }

  /** Requests changes up to the server's head; the state becomes live only when the replica has reached it. */
  async #catchUp(head: number): Promise<void> {
    const { replica } = this.#options.store.getState();
    if (replica === null || replica.cursor >= head) return;
    await this.#requestChanges(replica);
  }

  async #requestChanges({ cursor, scopeKey }: Replica): Promise<void> {
    try {
      this.#apply(ChangeMessage.parse(await this.#options.sources.changes(cursor, scopeKey)));
    } catch (error) {
      if (!(error instanceof ProblemError) || !error.is("cursor-expired")) throw error;
      await this.#snapshot();
    }
  }

  async #snapshot(): Promise<void> {
    const snapshot = BoardSnapshot.parse(await this.#options.sources.snapshot());
    const before = this.#options.store.getState().replica;
    if (before !== null && before.scopeKey !== snapshot.scopeKey) this.#options.onScopeChange();
    const now = Date.now();
    this.#options.store.setState({
      replica: replicaFrom(snapshot),
      clockOffsetMs: Date.parse(snapshot.at) - now,
      heardAtMs: now,
    });
  }

  async #frames(): Promise<void> {
    for (const layer of this.#options.layers) this.#frame(await this.#options.sources.frame(layer));
  }

  async #take(message: unknown): Promise<void> {
    const parsed = ChangeMessage.parse(message);
    const { replica } = this.#options.store.getState();
    // A later snapshot or a request in the meantime already covers the message.
    if (replica === null || parsed.to <= replica.cursor) return;
    if (!this.#apply(parsed)) await this.#requestChanges(replica);
  }

  #apply(message: ChangeMessage): boolean {
    const { replica } = this.#options.store.getState();
    const next = replica === null ? null : applyMessage(replica, message);
    if (next !== null) this.#options.store.setState({ replica: next });
    return next !== null;
  }

  #frame(bytes: ArrayBuffer | Uint8Array): void {
    const frame = decodeFrame(bytes);
    for (const listener of this.#frameListeners) listener(frame);
  }
}
