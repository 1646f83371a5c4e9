// A socket whose client does not read is closed before it costs memory; the client resumes by its cursor.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { standingAt } from "@minqing/core/access/standing";
import { cityByCode } from "@minqing/core/city/city";
import { createLocalBus } from "@minqing/core/live/local-bus";
import type { ClientToServer, ServerToClient } from "@minqing/core/live/protocol";
import { createAccount } from "@minqing/geodata/access/queries";
import { boardKey } from "@minqing/server/live/board-key";
import { Hub, MAX_WAITING } from "@minqing/server/live/hub";
import { createContext } from "@minqing/server/open-server";
import { io, type Socket } from "socket.io-client";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { testDatabase } from "../../geodata/test-database.ts";
import { quiet } from "../open-app.ts";

/** The TCP socket below socket.io: while paused it reads nothing from the network. */
const Transport = z.object({ ws: z.object({ _socket: z.custom<{ pause(): void }>() }) });

test("a socket that reads nothing is closed when its queue is full, others are not disturbed", async () => {
  const { database: db } = await testDatabase();
  const now = new Date();
  await createAccount(db, {
    username: "wall",
    displayName: "wall",
    passwordHash: "",
    roles: ["leader"],
    regionCodes: ["441500"],
    exceptCodes: [],
    departmentId: null,
    demo: true,
    createdAt: now,
  });
  const context = createContext({ db, log: quiet, city: cityByCode("441500"), demo: true, secret: "s".repeat(32) });
  const http = createServer();
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const hub = await Hub.open(http, createLocalBus(), context);
  const { token } = await context.sessions.openFor("wall");
  const connect = async (): Promise<Socket<ServerToClient, ClientToServer>> => {
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    const socket = io(url, { transports: ["websocket"], auth: { token }, forceNew: true, reconnection: false });
    const reply = await new Promise((resolve) =>
      socket.emit("resume", { after: 0, scopeKey: boardKey(context, "4415"), layers: [] }, resolve),
    );
    expect(reply).toEqual({ ok: true, head: 0 });
    return socket;
  };
  const [stalled, reading] = [await connect(), await connect()];
  let received = 0;
  reading.on("changes", () => {
    received += 1;
  });
  Transport.parse(stalled.io.engine.transport).ws._socket.pause();
  const closed = () => context.metrics.socketsClosedSlow.get().then(({ values }) => values[0]?.value ?? 0);
  const openSockets = () => context.metrics.sockets.get().then(({ values }) => values[0]?.value ?? 0);
  // 16 kB a message: the kernel's buffers (some 10 MB on loopback) are full after 600.
  const value = { text: "x".repeat(16 * 1024) };
  const handed = MAX_WAITING + 1_500;
  for (let seq = 1; seq <= handed; seq++) {
    const scope = { scopeBefore: null, scopeAfter: standingAt("441500") };
    hub.broadcast(seq - 1, [{ seq, at: now, kind: "alarm", id: "a", ...scope, value }]);
    if (seq % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await closed()).toBe(1);
  // Closed at once, and its buffer freed.
  await vi.waitFor(async () => expect(await openSockets()).toBe(1), 5_000);
  await vi.waitFor(() => expect(received).toBe(handed), { timeout: 20_000 });
  expect(reading.connected).toBe(true);
  stalled.close();
  reading.close();
  await hub.close();
}, 90_000);
