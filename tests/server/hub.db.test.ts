// The realtime hub with real sockets: snapshot plus log equals the database, for every scope, after sleep and restart.
import { setTimeout as delay } from "node:timers/promises";
import type { BoardSnapshot } from "@minqing/core/change/board";
import { CHANGE_KINDS, type ChangeMessage } from "@minqing/core/change/entry";
import { applyMessage, type Replica, replicaFrom } from "@minqing/core/change/replica";
import { cityByCode } from "@minqing/core/city/city";
import { decodeFrame, type Frame } from "@minqing/core/live/frame";
import { createLocalBus } from "@minqing/core/live/local-bus";
import type { ClientToServer, ResumeReply, ServerToClient } from "@minqing/core/live/protocol";
import { purgeChanges } from "@minqing/geodata/change/queries";
import type { Database } from "@minqing/geodata/database";
import { sql } from "@minqing/geodata/sql";
import { type OpenServer, openServer } from "@minqing/server/open-server";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { HAIFENG, LUFENG, PASSWORD, quiet, type SEATS, SEED_TIMEOUT_MS, seededCity } from "./open-app.ts";
import { detect, moveAlarm, raiseAlarm } from "./sources.ts";

let db: Database;
let owner: Database;
let server: OpenServer;
const bus = createLocalBus();

const open = (port = 0) =>
  openServer({
    ...{ db, bus, log: quiet, demo: true, secret: "s".repeat(32), host: "127.0.0.1", port },
    ...{ city: cityByCode("441500"), webDir: "/nowhere", basemapDir: "/nowhere" },
  });

beforeAll(async () => {
  ({ db, owner } = await seededCity(new Date()));
  server = await open();
}, SEED_TIMEOUT_MS);
afterAll(() => server.close());

type Seat = keyof typeof SEATS;
const tokens = new Map<Seat, string>();
const clients: Screen[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.socket.close();
});

async function token(who: Seat): Promise<string> {
  const known = tokens.get(who);
  if (known !== undefined) return known;
  const body = JSON.stringify({ username: who, password: PASSWORD });
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${server.url}/api/session`, { method: "POST", body, headers });
  const fresh = ((await answer.json()) as { token: string }).token;
  tokens.set(who, fresh);
  return fresh;
}

const read = async (who: Seat, path: string): Promise<Response> =>
  fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${await token(who)}` } });

interface Screen {
  who: Seat;
  socket: Socket<ServerToClient, ClientToServer>;
  replica: Replica;
  /** Messages that did not join. */
  gaps: number;
  messages: ChangeMessage[];
  frames: Frame[];
}

const connect = async (who: Seat): Promise<Screen["socket"]> =>
  io(server.url, { transports: ["websocket"], auth: { token: await token(who) }, forceNew: true, reconnection: false });

async function openScreen(who: Seat, resumeNow = true): Promise<Screen> {
  const snapshot = (await (await read(who, "/api/snapshot")).json()) as BoardSnapshot;
  const socket = await connect(who);
  const screen: Screen = { who, socket, replica: replicaFrom(snapshot), gaps: 0, messages: [], frames: [] };
  socket.on("changes", (message) => {
    screen.messages.push(message);
    const next = applyMessage(screen.replica, message);
    if (next === null) screen.gaps += 1;
    else screen.replica = next;
  });
  socket.on("frame", (bytes) => screen.frames.push(decodeFrame(bytes)));
  clients.push(screen);
  if (resumeNow) expect(await resume(screen)).toMatchObject({ ok: true });
  return screen;
}

const resume = (screen: Screen, after = screen.replica.cursor): Promise<ResumeReply> =>
  new Promise((resolve) =>
    screen.socket.emit(
      "resume",
      { after, scopeKey: screen.replica.scopeKey, layers: ["positions", "values"] },
      resolve,
    ),
  );

/**
 * Connects and resumes by the cursor, again and again until the server is there. Each time on a line of its own: on one
 * that still follows, what is under way moves the cursor behind the back of the question.
 */
async function comeBack(screen: Screen): Promise<void> {
  for (;;) {
    const reply = await new Promise<ResumeReply | null>((resolve) => {
      screen.socket.close();
      screen.socket.connect();
      const request = { after: screen.replica.cursor, scopeKey: screen.replica.scopeKey, layers: [] };
      screen.socket
        .timeout(1_000)
        .emit("resume", request, (fault: Error | null, answer: ResumeReply) => resolve(fault === null ? answer : null));
    });
    if (reply?.ok === true) return;
    await delay(50);
  }
}

const boardOf = (replica: Replica) =>
  Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, Object.fromEntries([...replica.board[kind]].sort())]));

/** The screen, told nothing but messages, shows what a fresh snapshot shows. */
async function expectExact(screen: Screen): Promise<void> {
  await vi.waitFor(
    async () => {
      const fresh = replicaFrom((await (await read(screen.who, "/api/snapshot")).json()) as BoardSnapshot);
      expect(screen.replica.cursor).toBe(fresh.cursor);
      expect(boardOf(screen.replica)).toEqual(boardOf(fresh));
    },
    { timeout: 15_000, interval: 100 },
  );
}

async function somethingHappens(rounds: number): Promise<void> {
  for (let i = 0; i < rounds; i++) {
    for (const region of [HAIFENG, LUFENG]) {
      const id = await raiseAlarm(db, { region, priority: i % 2 === 0 ? 1 : 3, category: i % 3 === 0 ? "0506" : null });
      await detect(db, { region });
      if (i % 2 === 0) {
        const headers = { authorization: `Bearer ${await token("desk")}`, "content-type": "application/json" };
        const where = `${server.url}/api/alarms/${id}/acknowledge`;
        const current = await read("desk", "/api/snapshot");
        const board = (await current.json()) as BoardSnapshot;
        const version = board.alarms.find((alarm) => alarm.id === id)?.version ?? 1;
        await fetch(where, { method: "POST", headers, body: JSON.stringify({ version }) });
      }
    }
  }
}

describe("following", () => {
  test("every scope holds exactly what the database shows it", async () => {
    const screens = await Promise.all((["leader", "haifeng", "lufeng"] as const).map((who) => openScreen(who)));
    await somethingHappens(4);
    for (const screen of screens) {
      await expectExact(screen);
      expect(screen.gaps).toBe(0);
      expect(screen.replica.board.alarm.size).toBeGreaterThan(0);
    }
    const foreign = [...(screens[1]?.replica.board.alarm.values() ?? [])].filter(
      (a) => !a.regionCode.startsWith(HAIFENG),
    );
    expect(foreign).toEqual([]);
  });

  test("messages cover the log without a gap, empty ones included", async () => {
    const screen = await openScreen("haifeng");
    for (let i = 0; i < 3; i++) await raiseAlarm(db, { region: LUFENG });
    await raiseAlarm(db, { region: HAIFENG });
    await expectExact(screen);
    const froms = screen.messages.map(({ from }) => from);
    const tos = screen.messages.map(({ to }) => to);
    expect(froms.slice(1)).toEqual(tos.slice(0, -1));
    expect(screen.messages.some(({ items }) => items.length === 0)).toBe(true);
  });

  test("an object that leaves the scope is gone", async () => {
    const screen = await openScreen("haifeng");
    const id = await raiseAlarm(db, { region: HAIFENG });
    await vi.waitFor(() => expect(screen.replica.board.alarm.has(id)).toBe(true), 5_000);
    await moveAlarm(db, id, LUFENG);
    await vi.waitFor(() => expect(screen.replica.board.alarm.has(id)).toBe(false), 5_000);
    expect(screen.messages.at(-1)?.items).toMatchObject([{ op: "gone", id }]);
    await expectExact(screen);
  });

  test("a change reaches a screen without any bell within the poll", async () => {
    const screen = await openScreen("leader");
    const id = await raiseAlarm(silent(db), { region: HAIFENG });
    await vi.waitFor(() => expect(screen.replica.board.alarm.has(id)).toBe(true), 2_000);
  });
});

/** The same database with a bell that nobody hears. */
const silent = (database: Database): Database =>
  new Proxy(database, {
    get: (target, key) => {
      if (key === "ring") return () => undefined;
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });

describe("coming back", () => {
  test("a screen that slept is exact after it resumes by its cursor", async () => {
    const screen = await openScreen("haifeng");
    screen.socket.close();
    await somethingHappens(3);
    screen.socket = await connect("haifeng");
    screen.socket.on("changes", (message) => {
      const next = applyMessage(screen.replica, message);
      if (next === null) screen.gaps += 1;
      else screen.replica = next;
    });
    expect(await resume(screen)).toMatchObject({ ok: true });
    await expectExact(screen);
    expect(screen.gaps).toBe(0);
    screen.socket.close();
  });

  test("a restarted server goes on where the log stands", async () => {
    const screen = await openScreen("leader");
    const port = Number(new URL(server.url).port);
    await server.close();
    await raiseAlarm(db);
    server = await open(port);
    screen.socket.connect();
    expect(await resume(screen)).toMatchObject({ ok: true });
    await raiseAlarm(db);
    await expectExact(screen);
    expect(screen.gaps).toBe(0);
  });

  test("while many write, screens drop out and the server restarts, nobody misses anything", async () => {
    const screens = await Promise.all((["leader", "haifeng", "lufeng", "unit"] as const).map((who) => openScreen(who)));
    let isWriting = true;
    const write = async (writer: number) => {
      for (let i = 0; i < 10; i++) {
        const [here, there] = (writer + i) % 2 === 0 ? [HAIFENG, LUFENG] : [LUFENG, HAIFENG];
        const id = await raiseAlarm(db, { region: here, category: i % 4 === 0 ? "0506" : null });
        if (i % 3 === 0) await moveAlarm(db, id, there);
        if (i % 5 === 0) await detect(db, { region: there });
      }
    };
    const dropOut = async (screen: Screen, restMs: number) => {
      while (isWriting) {
        screen.socket.close();
        await delay(restMs);
        await comeBack(screen);
        await delay(restMs);
      }
    };
    const restart = async () => {
      await delay(300);
      const port = Number(new URL(server.url).port);
      await server.close();
      server = await open(port);
    };
    const restless = screens.slice(1).map((screen, i) => dropOut(screen, 40 + 30 * i));
    await Promise.all([...[0, 1, 2, 3, 4, 5].map(write), restart()]);
    isWriting = false;
    await Promise.all(restless);
    for (const screen of screens) {
      await comeBack(screen);
      await expectExact(screen);
      expect(screen.gaps).toBe(0);
    }
  }, 60_000);

  test("a client that missed a message asks after its cursor and is exact", async () => {
    const screen = await openScreen("leader");
    screen.socket.off("changes");
    await somethingHappens(2);
    let message: ChangeMessage;
    do {
      message = (await (await read("leader", `/api/changes?after=${screen.replica.cursor}`)).json()) as ChangeMessage;
      const next = applyMessage(screen.replica, message);
      if (next === null) throw new Error("expected a message that joins");
      screen.replica = next;
    } while (message.from !== message.to);
    const fresh = replicaFrom((await (await read("leader", "/api/snapshot")).json()) as BoardSnapshot);
    expect(boardOf(screen.replica)).toEqual(boardOf(fresh));
  });

  test("a cursor that the log no longer reaches, or has not reached, is expired", async () => {
    const screen = await openScreen("leader");
    const old = screen.replica.cursor;
    await raiseAlarm(db);
    await raiseAlarm(db);
    // A log that is purged under the hub's own cursor closes every socket: here it has read on.
    await vi.waitFor(() => expect(screen.replica.cursor).toBeGreaterThan(old + 1));
    await purgeChanges(owner, new Date(Date.now() + 60_000));
    for (const after of [old, 10_000_000]) {
      const answer = await read("leader", `/api/changes?after=${after}`);
      expect([answer.status, ((await answer.json()) as { type: string }).type]).toEqual([
        410,
        "urn:problem:cursor-expired",
      ]);
    }
    expect(await resume(screen, old)).toMatchObject({
      ok: false,
      problem: { type: "urn:problem:cursor-expired", status: 410 },
    });
  });

  test("a request that is none is refused as a problem", async () => {
    const screen = await openScreen("leader", false);
    // @ts-expect-error a client may send anything
    const answer = await new Promise((resolve) => screen.socket.emit("resume", { after: "x" }, resolve));
    expect(answer).toMatchObject({ ok: false, problem: { type: "urn:problem:bad-request" } });
  });
});

describe("sign-in of sockets", () => {
  test("without a token, or from foreign pages, no socket opens", async () => {
    const refusal = (socket: Socket) =>
      new Promise<string>((resolve, reject) => {
        socket.on("connect_error", (fault) => resolve(fault.message));
        socket.on("connect", () => reject(new Error("expected a refusal")));
      }).finally(() => socket.close());
    const plain = { transports: ["websocket"], forceNew: true, reconnection: false };
    expect(await refusal(io(server.url, plain))).toBe("urn:problem:not-signed-in");
    const auth = { token: await token("leader") };
    const foreign = io(server.url, { ...plain, auth, extraHeaders: { origin: "https://evil.test" } });
    expect(await refusal(foreign)).toBe("websocket error");
    // An administrator has no board.
    const administrator = { ...plain, auth: { token: await token("secadmin") } };
    expect(await refusal(io(server.url, administrator))).toBe("urn:problem:role-missing");
    const refused = sql`select actor, reason from audit_events where action = 'board.read' order by id`;
    await vi.waitFor(async () =>
      expect(await db.raw(refused)).toEqual([
        { actor: null, reason: "not-signed-in" },
        { actor: "secadmin", reason: "role-missing" },
      ]),
    );
  });

  const ask = async (method: string, path: string, body?: object) =>
    fetch(`${server.url}${path}`, {
      ...{ method, body: body === undefined ? null : JSON.stringify(body) },
      headers: { authorization: `Bearer ${await token("secadmin")}`, "content-type": "application/json" },
    });

  test("a change of scope reaches an open socket within a second, and the old board does not go on", async () => {
    const account = { displayName: "grid worker", roles: ["grid_worker"], exceptCodes: [], departmentId: null };
    const screen = await openScreen("grid-worker");
    const list = (await (await ask("GET", "/api/accounts?text=grid-worker")).json()) as {
      items: { version: number }[];
    };
    const closed = new Promise((resolve) => screen.socket.once("disconnect", () => resolve(performance.now())));
    const changedAt = performance.now();
    const change = { ...account, regionCodes: [LUFENG], enabled: true, version: list.items[0]?.version };
    expect((await ask("PUT", "/api/accounts/grid-worker", change)).status).toBe(200);
    expect(((await closed) as number) - changedAt).toBeLessThan(1_000);
    screen.socket.connect();
    await vi.waitFor(() => expect(screen.socket.connected).toBe(true));
    expect(await resume(screen)).toMatchObject({ ok: false, problem: { type: "urn:problem:cursor-expired" } });
    const fresh = (await (await read("grid-worker", "/api/snapshot")).json()) as BoardSnapshot;
    expect(fresh.scopeKey).toBe(`${LUFENG}-441581400`);
  });

  test("a body in chunks is refused over the network, and none is no fault", async () => {
    const headers = { authorization: `Bearer ${await token("desk")}`, "content-type": "application/json" };
    const chunks = new Response("{}").body;
    const init = { method: "POST", headers, body: chunks, duplex: "half" } as RequestInit;
    const chunked = await fetch(`${server.url}/api/cases`, init);
    expect([chunked.status, await chunked.json()]).toMatchObject([411, { type: "urn:problem:length-required" }]);
    expect((await fetch(`${server.url}/api/cases`, { method: "POST", headers })).status).toBe(400);
  });

  test("a session that is ended loses its socket", async () => {
    const screen = await openScreen("leader");
    const { items } = (await (await ask("GET", "/api/sessions?username=leader")).json()) as { items: { id: string }[] };
    const closed = new Promise((resolve) => screen.socket.once("disconnect", resolve));
    expect(items).toHaveLength(1);
    for (const { id } of items) expect((await ask("DELETE", `/api/sessions/${id}`)).status).toBe(204);
    expect(await closed).toBe("io server disconnect");
    tokens.delete("leader");
  });
});

describe("frames", () => {
  const metric = async (name: string, labels: string): Promise<number> => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    const line = text.split("\n").find((candidate) => candidate.startsWith(`${name}{${labels}}`));
    return Number(line?.split(" ").at(-1) ?? 0);
  };
  const position = (no: number, regionCode: string, lon: number) => ({
    ...{ no, regionCode, reachCode: null, lon, lat: 22.8, heading: 90, speedKmh: 30, observedAtMs: Date.now() },
  });

  test("are encoded once for a place, however many screens and ranges of cases share it, and hold only what changed in it", async () => {
    const screens = await Promise.all(
      (["leader", "desk", "haifeng", "otherUnit"] as const).map((who) => openScreen(who)),
    );
    await vi.waitFor(() => expect(screens.every(({ frames }) => frames.length >= 2)).toBe(true), 5_000);
    const encodedBefore = await metric("minqing_frames_encoded_total", 'layer="positions",extent="changed"');
    const counts = screens.map(({ frames }) => frames.length);
    bus.publish({ positions: [position(7, LUFENG, 115.5), position(8, HAIFENG, 115.6)], values: [] });
    await vi.waitFor(
      () => expect(screens.every(({ frames }, i) => frames.length > (counts[i] ?? 0))).toBe(true),
      5_000,
    );
    const seen = screens.map(({ frames }) => {
      const last = frames.findLast((frame) => frame.layer === "positions");
      return last?.layer === "positions" ? [...last.no].sort() : [];
    });
    expect(seen).toEqual([[7, 8], [7, 8], [8], [7, 8]]);
    const encoded =
      (await metric("minqing_frames_encoded_total", 'layer="positions",extent="changed"')) - encodedBefore;
    // Four screens, three scopes (a unit also sees its own cases), two places.
    expect(encoded).toBe(2);
  });

  test("a late position never replaces a newer one", async () => {
    const screen = await openScreen("leader");
    const now = Date.now();
    bus.publish({ positions: [{ ...position(9, HAIFENG, 115.7), observedAtMs: now }], values: [] });
    bus.publish({ positions: [{ ...position(9, HAIFENG, 115.1), observedAtMs: now - 5_000 }], values: [] });
    const lonOf = () =>
      screen.frames.flatMap((frame) =>
        frame.layer === "positions" ? [...frame.lon].filter((_, i) => frame.no[i] === 9) : [],
      );
    await vi.waitFor(() => expect(lonOf().length).toBeGreaterThan(0), 5_000);
    expect(new Set(lonOf())).toEqual(new Set([1_157_000_000]));
  });
});
