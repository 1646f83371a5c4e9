// A round trip over a socket like the wall's, through the same server and hub: the ceiling of what is visible on the wall.
// The server answers a malformed `resume` at once, without reading the database.
import type { ClientToServer, ServerToClient } from "@minqing/core/live/protocol";
import { io, type Socket } from "socket.io-client";

const TIMEOUT_MS = 30_000;

export class Echo {
  readonly #socket: Socket<ServerToClient, ClientToServer>;

  private constructor(socket: Socket<ServerToClient, ClientToServer>) {
    this.#socket = socket;
  }

  static async open(url: string, token: string): Promise<Echo> {
    const socket: Socket<ServerToClient, ClientToServer> = io(url, { transports: ["websocket"], auth: { token } });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
    await promise;
    return new Echo(socket);
  }

  async roundTripMs(): Promise<number> {
    const startedAt = performance.now();
    const reply = await this.#socket.timeout(TIMEOUT_MS).emitWithAck("resume", { after: -1, scopeKey: "", layers: [] });
    if (reply.ok) throw new Error("echo: expected the server to reject a cursor below 0, got a resumed log");
    return performance.now() - startedAt;
  }

  close(): void {
    this.#socket.disconnect();
  }
}
