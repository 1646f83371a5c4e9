// A server with its hub on the small demo city, and screens of every test account: the messages they get and the board they show.
import { setTimeout as delay } from "node:timers/promises";
import type { BoardSnapshot } from "@minqing/core/change/board";
import { CHANGE_KINDS, type ChangeMessage } from "@minqing/core/change/entry";
import { applyMessage, type Replica, replicaFrom } from "@minqing/core/change/replica";
import { cityByCode } from "@minqing/core/city/city";
import { decodeFrame, type Frame } from "@minqing/core/live/frame";
import { createLocalBus } from "@minqing/core/live/local-bus";
import type { ClientToServer, ResumeReply, ServerToClient } from "@minqing/core/live/protocol";
import type { Database } from "@minqing/geodata/database";
import { type OpenServer, openServer } from "@minqing/server/open-server";
import { io, type Socket } from "socket.io-client";
import { expect, vi } from "vitest";
import { HAIFENG, LUFENG, PASSWORD, quiet, type SEATS, seededCity } from "../open-app.ts";
import { detect, raiseAlarm } from "../sources.ts";

export type Seat = keyof typeof SEATS;

export interface Screen {
  who: Seat;
  socket: Socket<ServerToClient, ClientToServer>;
  replica: Replica;
  /** Messages that did not continue the cursor. */
  gaps: number;
  messages: ChangeMessage[];
  frames: Frame[];
}

const openHub = (db: Database, bus: HubCity["bus"], port: number): Promise<OpenServer> =>
  openServer({
    db,
    bus,
    log: quiet,
    demo: true,
    secret: "s".repeat(32),
    host: "127.0.0.1",
    port,
    city: cityByCode("441500"),
    webDir: "/nowhere",
    basemapDir: "/nowhere",
  });

export class HubCity {
  readonly db: Database;
  readonly owner: Database;
  readonly bus = createLocalBus();
  readonly #tokens = new Map<Seat, string>();
  readonly #screens: Screen[] = [];
  #server: OpenServer | null = null;

  private constructor(db: Database, owner: Database) {
    this.db = db;
    this.owner = owner;
  }

  static async open(): Promise<HubCity> {
    const { db, owner } = await seededCity(new Date());
    const city = new HubCity(db, owner);
    city.#server = await openHub(db, city.bus, 0);
    return city;
  }

  get url(): string {
    if (this.#server === null) throw new Error("expected a server, got none");
    return this.#server.url;
  }

  /** Stops the server, runs `meanwhile`, and starts it again at the same port. */
  async restart(meanwhile: () => Promise<unknown> = async () => undefined): Promise<void> {
    const port = Number(new URL(this.url).port);
    await this.#server?.close();
    await meanwhile();
    this.#server = await openHub(this.db, this.bus, port);
  }

  closeScreens(): void {
    for (const screen of this.#screens.splice(0)) screen.socket.close();
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  async token(who: Seat): Promise<string> {
    const known = this.#tokens.get(who);
    if (known !== undefined) return known;
    const body = JSON.stringify({ username: who, password: PASSWORD });
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${this.url}/api/session`, { method: "POST", body, headers });
    const fresh = ((await answer.json()) as { token: string }).token;
    this.#tokens.set(who, fresh);
    return fresh;
  }

  /** Drops the account's token: its next request signs in again. */
  forgetToken(who: Seat): void {
    this.#tokens.delete(who);
  }

  async read(who: Seat, path: string): Promise<Response> {
    return this.ask(who, "GET", path);
  }

  async ask(who: Seat, method: string, path: string, body?: object): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method,
      body: body === undefined ? null : JSON.stringify(body),
      headers: { authorization: `Bearer ${await this.token(who)}`, "content-type": "application/json" },
    });
  }

  async snapshot(who: Seat): Promise<BoardSnapshot> {
    return (await (await this.read(who, "/api/snapshot")).json()) as BoardSnapshot;
  }

  async connect(who: Seat): Promise<Screen["socket"]> {
    const auth = { token: await this.token(who) };
    return io(this.url, { transports: ["websocket"], auth, forceNew: true, reconnection: false });
  }

  async openScreen(who: Seat, resumeNow = true): Promise<Screen> {
    const snapshot = await this.snapshot(who);
    const socket = await this.connect(who);
    const screen: Screen = { who, socket, replica: replicaFrom(snapshot), gaps: 0, messages: [], frames: [] };
    follow(screen);
    socket.on("frame", (bytes) => screen.frames.push(decodeFrame(bytes)));
    this.#screens.push(screen);
    if (resumeNow) expect(await resume(screen)).toMatchObject({ ok: true });
    return screen;
  }

  /** Expects that the screen, updated by messages only, equals a new snapshot. */
  async expectExact(screen: Screen): Promise<void> {
    await vi.waitFor(
      async () => {
        const fresh = replicaFrom(await this.snapshot(screen.who));
        expect(screen.replica.cursor).toBe(fresh.cursor);
        expect(boardOf(screen.replica)).toEqual(boardOf(fresh));
      },
      { timeout: 15_000, interval: 100 },
    );
  }

  async somethingHappens(rounds: number): Promise<void> {
    for (let i = 0; i < rounds; i++) {
      for (const region of [HAIFENG, LUFENG]) {
        const rule = { priority: i % 2 === 0 ? 1 : 3, category: i % 3 === 0 ? "0506" : null } as const;
        const id = await raiseAlarm(this.db, { region, ...rule });
        await detect(this.db, { region });
        if (i % 2 === 0) {
          const version = (await this.snapshot("desk")).alarms.find((alarm) => alarm.id === id)?.version ?? 1;
          await this.ask("desk", "POST", `/api/alarms/${id}/acknowledge`, { version });
        }
      }
    }
  }
}

/** Applies the messages of the socket from now on. */
export function follow(screen: Screen): void {
  screen.socket.on("changes", (message) => {
    screen.messages.push(message);
    const next = applyMessage(screen.replica, message);
    if (next === null) screen.gaps += 1;
    else screen.replica = next;
  });
}

export const resume = (screen: Screen, after = screen.replica.cursor): Promise<ResumeReply> =>
  new Promise((resolve) =>
    screen.socket.emit(
      "resume",
      { after, scopeKey: screen.replica.scopeKey, layers: ["positions", "values"] },
      resolve,
    ),
  );

/**
 * Connects and resumes by the cursor, repeatedly until the server is there. Each attempt has a new socket: on one that
 * still follows, messages under way could move the cursor while the request is sent.
 */
export async function comeBack(screen: Screen): Promise<void> {
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

export const boardOf = (replica: Replica) =>
  Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, Object.fromEntries([...replica.board[kind]].sort())]));
