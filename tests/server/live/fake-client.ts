// A client with a network controlled by the test: packets wait until it flushes.
import { EventEmitter } from "node:events";
import { compileScope, scopeKey } from "@minqing/core/access/scope";
import { Client, type LiveServer, type LiveSocket } from "@minqing/server/live/client";

export interface FakeScreen {
  client: Client;
  frames: Uint8Array[];
  /** Stalls the network: packets wait. */
  stall(packets: number): void;
  flush(): void;
}

export function fakeScreen(id: string, regions: string[]): FakeScreen {
  const conn = new EventEmitter();
  const scope = compileScope(regions);
  const data = { session: { actor: { scope }, scopeKey: scopeKey(scope) } };
  const socket = { id, conn, data, connected: true } as unknown as LiveSocket;
  const client = new Client(socket);
  client.layers = new Set(["positions", "values"]);
  return {
    client,
    frames: [],
    stall: (packets) => {
      for (let i = 0; i < packets; i++) conn.emit("packetCreate");
    },
    flush: () => conn.emit("flush"),
  };
}

/** Receives the broadcasts to these clients' rooms and counts them. */
export function fakeServer(screens: FakeScreen[]): { io: LiveServer; broadcasts: () => number } {
  let broadcasts = 0;
  const io = {
    to: (ids: string[]) => ({
      emit: (_event: string, bytes: Uint8Array) => {
        broadcasts += 1;
        for (const screen of screens) if (ids.includes(screen.client.socket.id)) screen.frames.push(bytes);
      },
    }),
  };
  return { io: io as unknown as LiveServer, broadcasts: () => broadcasts };
}
