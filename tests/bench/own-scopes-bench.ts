// 2,000 screens on one hub, each with a scope of its own (own reports alone): every entry of the change log is projected once
// for each. Ceiling: the same screens sharing one scope, for which an entry is projected and encoded once.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { standingAt } from "@minqing/core/access/standing";
import { createLocalBus } from "@minqing/core/live/local-bus";
import type { ClientToServer, ServerToClient } from "@minqing/core/live/protocol";
import { createAccount } from "@minqing/geodata/access/queries";
import { caseViews } from "@minqing/geodata/case/view-queries";
import { appendChanges } from "@minqing/geodata/change/append";
import { headCursor } from "@minqing/geodata/change/queries";
import { sql } from "@minqing/geodata/sql";
import { boardKey } from "@minqing/server/live/board-key";
import { Hub } from "@minqing/server/live/hub";
import { io, type Socket } from "socket.io-client";
import { z } from "zod";
import { type ActServer, startActServer } from "./act-server.ts";
import { againstCeilings } from "./against-ceiling.ts";
import type { Bench } from "./bench.ts";
import { withScratch } from "./scratch.ts";
import { percentile } from "./statistics.ts";

const SCREENS = 2_000;
const PER_SECOND = 10;
/** A screen whose messages are timed; the others are connected and count what they get. */
const TIMED = 20;

export const OWN_SCOPES_BENCH: Bench = {
  about: `${SCREENS} screens with a scope of their own on one hub, ${PER_SECOND} entries/s: age of an entry at a screen`,
  defaultRuns: 1,
  defaultSeconds: 20,
  run: ({ seconds }) =>
    withScratch(async (folder) => {
      const server = await startActServer(folder, 10);
      try {
        const own = await measure(server, seconds, "own");
        const shared = await measure(server, seconds, "region");
        return [
          { name: "entry to screen, median", value: percentile(own.agesMs, 0.5), unit: "ms" },
          ...againstCeilings({ name: "entry to screen, p99", value: percentile(own.agesMs, 0.99), unit: "ms" }, [
            { name: "one scope for all, p99", value: percentile(shared.agesMs, 0.99), target: "≤ 5" },
          ]),
          { name: "CPU of hub and screens together", value: own.cpuShare, unit: "cores" },
          { name: "with one scope for all", value: shared.cpuShare, unit: "cores" },
        ];
      } finally {
        await server.close();
      }
    }),
};

interface Measured {
  agesMs: number[];
  cpuShare: number;
}

async function measure({ context, owner }: ActServer, seconds: number, range: "own" | "region"): Promise<Measured> {
  const http = createServer();
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const hub = await Hub.open(http, createLocalBus(), context);
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const agesMs: number[] = [];
  const sockets: Socket<ServerToClient, ClientToServer>[] = [];
  for (let i = 0; i < SCREENS; i++) {
    const username = `${range}-${i}`;
    await createAccount(owner, {
      username,
      displayName: username,
      passwordHash: "none",
      roles: ["grid_worker"],
      regionCodes: ["441521"],
      exceptCodes: [],
      departmentId: null,
      caseRange: range,
      demo: true,
      createdAt: new Date(),
    });
    sockets.push(await connect(context, { url, username, agesMs, isTimed: i % (SCREENS / TIMED) === 0 }));
  }
  const [view] = await caseViews(owner, await anyCase(owner));
  if (view === undefined) throw new Error("own-scopes: expected a case of the demo's history, got none");
  const reporters = Array.from({ length: TIMED }, (_, i) => `own-${(i * SCREENS) / TIMED}`);
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  for (let n = 0; n < seconds * PER_SECOND; n++) {
    const standing = { ...standingAt("441521"), reporters };
    const value = { ...view, address: String(Date.now()), number: String(Date.now()) };
    await context.db.transaction((tx) =>
      appendChanges(tx, [{ kind: "case", id: view.id, scopeBefore: standing, scopeAfter: standing, value }]),
    );
    context.db.ring("changes");
    await sleep(Math.max(0, startedAt + ((n + 1) * 1000) / PER_SECOND - performance.now()));
  }
  await sleep(2_000);
  const { user, system } = process.cpuUsage(cpuBefore);
  const cpuShare = (user + system) / 1000 / (performance.now() - startedAt);
  for (const socket of sockets) socket.close();
  await hub.close();
  http.close();
  if (agesMs.length < seconds * PER_SECOND * TIMED) {
    throw new Error(
      `own-scopes: expected ${seconds * PER_SECOND * TIMED} entries at the timed screens, got ${agesMs.length}`,
    );
  }
  return { agesMs, cpuShare };
}

const anyCase = async (owner: ActServer["owner"]): Promise<string[]> =>
  (await owner.query(sql`select id from cases limit 1`, z.object({ id: z.string() }))).map(({ id }) => id);

async function connect(
  context: ActServer["context"],
  { url, username, agesMs, isTimed }: { url: string; username: string; agesMs: number[]; isTimed: boolean },
): Promise<Socket<ServerToClient, ClientToServer>> {
  const { token, session } = await context.sessions.openFor(username);
  const socket: Socket<ServerToClient, ClientToServer> = io(url, {
    transports: ["websocket"],
    auth: { token },
    forceNew: true,
    reconnection: false,
  });
  if (isTimed) {
    socket.on("changes", ({ items }) => {
      // The entry's number is the instant at which it was written: a reporter's view keeps it.
      for (const item of items)
        if (item.op === "put") agesMs.push(Date.now() - Number((item.value as { number: string }).number));
    });
  }
  const after = await headCursor(context.db);
  const request = { after, scopeKey: boardKey(context, session.scopeKey), layers: [] };
  const reply = await new Promise<{ ok: boolean }>((resolve) => socket.emit("resume", request, resolve));
  if (!reply.ok) throw new Error(`own-scopes: expected ${username} to follow, got ${JSON.stringify(reply)}`);
  return socket;
}
