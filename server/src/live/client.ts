// One socket of a live screen as the hub sees it.
import type { FrameLayer } from "@minqing/core/live/frame";
import type { ClientToServer, ServerToClient } from "@minqing/core/live/protocol";
import type { Server, Socket } from "socket.io";
import type { Credential } from "../access/resolve-credential.ts";
import type { Session } from "../access/session/session.ts";

export interface SocketData {
  session: Session;
  credential: Credential;
}

type NoEvents = Record<string, never>;
export type LiveServer = Server<ClientToServer, ServerToClient, NoEvents, SocketData>;
export type LiveSocket = Socket<ClientToServer, ServerToClient, NoEvents, SocketData>;

/** More than this many packets waiting: the screen is slow, it gets no frames until it has caught up. */
const MAX_BEFORE_FRAMES = 8;

export class Client {
  readonly socket: LiveSocket;
  /** Layers that this client wants. */
  layers: ReadonlySet<FrameLayer> = new Set();
  /** Layers of which it missed something: the next frame it can take is a whole one. */
  readonly behind = new Set<FrameLayer>();
  /** Gets every batch of the log from now on. */
  isFollowing = false;
  /** Counts resumes: an older one that is still reading gives up. */
  attempt = 0;

  /** Packets that wait for the network. */
  #waiting = 0;

  constructor(socket: LiveSocket) {
    this.socket = socket;
    socket.conn.on("packetCreate", () => {
      this.#waiting += 1;
    });
    // A flush hands everything that waits to the transport, and comes only when that can take it.
    socket.conn.on("flush", () => {
      this.#waiting = 0;
    });
  }

  get waiting(): number {
    return this.#waiting;
  }

  get isSlow(): boolean {
    return this.#waiting > MAX_BEFORE_FRAMES;
  }
}
