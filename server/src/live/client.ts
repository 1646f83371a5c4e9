// The state of one live socket in the hub.
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

/** A socket with more waiting packets is slow: it gets no frames until its queue is shorter. */
const MAX_BEFORE_FRAMES = 8;

export class Client {
  readonly socket: LiveSocket;
  /** Layers that the client asked for. */
  layers: ReadonlySet<FrameLayer> = new Set();
  /** Layers of which the client missed a frame: its next one is a full frame. */
  readonly behind = new Set<FrameLayer>();
  /** True while it gets every batch of the change log. */
  isFollowing = false;
  /** Number of the newest resume; an older one that is still reading stops. */
  attempt = 0;

  /** Packets waiting for the network. */
  #waiting = 0;

  constructor(socket: LiveSocket) {
    this.socket = socket;
    socket.conn.on("packetCreate", () => {
      this.#waiting += 1;
    });
    // A flush passes all waiting packets to the transport, and happens only when the transport is ready.
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
