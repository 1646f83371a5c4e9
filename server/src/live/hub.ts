// The realtime hub: sends the change log in order to every client that follows it, live frames to clients of a layer, and a
// heartbeat to all. Sockets sign in by cookie or `auth.token`; browsers only from our own pages.
import type { Server as HttpServer } from "node:http";
import type { ChangeEntry } from "@minqing/core/change/entry";
import type { LiveBus } from "@minqing/core/live/bus";
import type { ClientToServer, ServerToClient } from "@minqing/core/live/protocol";
import { RepeatedWork } from "@minqing/geodata/process/repeated-work";
import { Server } from "socket.io";
import { z } from "zod";
import { resolveCredential } from "../access/resolve-credential.ts";
import type { Session } from "../access/session/session.ts";
import { isSameOrigin } from "../http/same-origin.ts";
import { invalidInput } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { authenticateSocket } from "./authenticate-socket.ts";
import { boardKey } from "./board-key.ts";
import { ChangeFollower } from "./change-follower.ts";
import { Client, type LiveServer, type LiveSocket, type SocketData } from "./client.ts";
import { resume } from "./resume.ts";
import { ScopeGroups } from "./scope-groups.ts";
import { scopeChangedProblem, scopedMessage } from "./scoped-changes.ts";
import { sendFrames } from "./send-frames.ts";

/** A socket with a longer queue is closed: the client reconnects and resumes by its cursor. */
export const MAX_WAITING = 1_000;
/** Time limit for closing a socket cleanly. */
const CLOSE_MS = 1_000;
const FRAME_EVERY_MS = 250;
const HEARTBEAT_EVERY_MS = 2_000;
const RECHECK_SESSIONS_EVERY_MS = 30_000;

const ResumeRequest = z.object({
  after: z.number().int().min(0),
  scopeKey: z.string().max(4096),
  layers: z.array(z.enum(["positions", "values"])).max(2),
});

type Context = Pick<
  ServerContext,
  | "db"
  | "log"
  | "now"
  | "sessions"
  | "serviceTokens"
  | "policies"
  | "scopes"
  | "liveLayers"
  | "metrics"
  | "accessDenials"
  | "hosts"
  | "proxies"
  | "build"
>;

const isSameAccess = (a: Session, b: Session): boolean =>
  a.scopeKey === b.scopeKey && a.roles.join() === b.roles.join();

export class Hub {
  readonly #context: Context;
  readonly #io: LiveServer;
  readonly #groups = new ScopeGroups();
  readonly #repeated: RepeatedWork[];
  readonly #follower: ChangeFollower;
  readonly #unsubscribe: () => void;

  static async open(http: HttpServer, bus: LiveBus, context: Context): Promise<Hub> {
    const opened: { hub: Hub | null } = { hub: null };
    const follower = await ChangeFollower.start({
      db: context.db,
      onEntries: (from, entries) => opened.hub?.broadcast(from, entries),
      onLogReplaced: () => opened.hub?.closeAll("the change log was replaced"),
      onFault: (fault) => context.log.error({ err: fault }, "reading the change log failed; trying again"),
    });
    opened.hub = new Hub(http, bus, context, follower);
    return opened.hub;
  }

  private constructor(http: HttpServer, bus: LiveBus, context: Context, follower: ChangeFollower) {
    this.#context = context;
    this.#follower = follower;
    this.#io = new Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>(http, {
      transports: ["websocket"],
      perMessageDeflate: false,
      serveClient: false,
      maxHttpBufferSize: 16 * 1024,
      pingInterval: 10_000,
      pingTimeout: 10_000,
      allowRequest: (request, answer) => answer(null, isSameOrigin(request.headers.origin, request.headers.host)),
    });
    this.#io.use(authenticateSocket(context));
    this.#io.on("connection", (socket) => this.#accept(socket));
    const rechecking = this.#every(RECHECK_SESSIONS_EVERY_MS, () => this.#recheckSessions());
    const unsubscribeAccess = context.db.onBell("access", () => {
      context.policies.forget();
      context.scopes.forget();
      rechecking.wake();
    });
    const unsubscribeBus = bus.subscribe((batch) => context.liveLayers.put(batch));
    this.#unsubscribe = () => {
      unsubscribeAccess();
      unsubscribeBus();
    };
    this.#repeated = [
      this.#every(FRAME_EVERY_MS, async () => this.#sendFrames()),
      this.#every(HEARTBEAT_EVERY_MS, async () => this.#heartbeat()),
      rechecking,
    ];
  }

  /** Sends a batch of the change log to all following clients, projected once per distinct scope. */
  broadcast(from: number, entries: readonly ChangeEntry[]): void {
    const { metrics } = this.#context;
    metrics.changeHead.set(this.#follower.head);
    for (const group of this.#groups) {
      const following = group.following();
      if (following.length === 0) continue;
      const message = scopedMessage(group.scope, from, entries);
      metrics.changeProjections.inc();
      this.#io.to(following.map((client) => client.socket.id)).emit("changes", message);
      metrics.changeMessages.inc(following.length);
      for (const client of following) this.#closeWhenFull(client);
    }
  }

  /** Closes every socket: clients reconnect by themselves and resume by their cursor. */
  closeAll(reason: string): void {
    this.#context.log.warn({ reason }, "closing all sockets");
    for (const socket of this.#io.sockets.sockets.values()) socket.conn.close(true);
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    await Promise.all(this.#repeated.map((work) => work.close()));
    await this.#follower.close();
    const connections = [...this.#io.sockets.sockets.values()].map((socket) => socket.conn.request.socket);
    const closing = setTimeout(() => {
      for (const connection of connections) connection.destroy();
    }, CLOSE_MS);
    await this.#io.close();
    clearTimeout(closing);
  }

  #accept(socket: LiveSocket): void {
    const { metrics, log } = this.#context;
    const client = new Client(socket);
    this.#groups.join(client);
    metrics.sockets.inc();
    socket.on("resume", (request, reply) => {
      if (typeof reply !== "function") return;
      this.#resume(client, request)
        .then(reply)
        .catch((fault: unknown) => {
          log.error({ err: fault }, "resume failed");
          socket.conn.close(true);
        });
    });
    socket.on("disconnect", () => {
      client.isFollowing = false;
      this.#groups.leave(client);
      metrics.sockets.dec();
    });
  }

  async #resume(client: Client, request: unknown) {
    const parsed = ResumeRequest.safeParse(request);
    if (!parsed.success) return { ok: false as const, problem: invalidInput(parsed.error, request).problem };
    client.layers = new Set(parsed.data.layers);
    // A new client has no state: its first frames are full ones.
    for (const layer of client.layers) client.behind.add(layer);
    if (parsed.data.scopeKey !== boardKey(this.#context, client.socket.data.session.scopeKey)) {
      return { ok: false as const, problem: scopeChangedProblem().problem };
    }
    return resume(client, parsed.data.after, { db: this.#context.db, follower: this.#follower });
  }

  #closeWhenFull(client: Client): void {
    const { socket, waiting } = client;
    if (waiting <= MAX_WAITING) return;
    client.isFollowing = false;
    this.#context.metrics.socketsClosedSlow.inc();
    this.#context.log.warn({ socket: socket.id, waiting }, "closing a slow socket");
    // Destroyed and not closed cleanly: a clean close would wait half a minute for the client, with everything buffered.
    socket.conn.request.socket.destroy();
  }

  #sendFrames(): void {
    const { liveLayers, metrics, now } = this.#context;
    sendFrames({ io: this.#io, places: this.#groups.places(), liveLayers, metrics, atMs: now().getTime() });
  }

  #heartbeat(): void {
    this.#io.emit("beat", { at: this.#context.now().toISOString(), head: this.#follower.head });
  }

  /** Closes sockets whose session ended, expired, or has other roles or another scope now. */
  async #recheckSessions(): Promise<void> {
    for (const socket of this.#io.sockets.sockets.values()) {
      const { credential, session } = socket.data;
      const authentication = await resolveCredential(this.#context, credential, {
        address: session.actor.address,
        isUse: false,
      });
      // Another scope has another board: the client reconnects and takes a new snapshot.
      if (
        !authentication.ok ||
        authentication.session.requiredStep !== null ||
        !isSameAccess(authentication.session, session)
      ) {
        socket.disconnect(true);
      }
    }
  }

  #every(everyMs: number, work: () => Promise<void>): RepeatedWork {
    const { log } = this.#context;
    return new RepeatedWork({
      everyMs,
      work,
      onFault: (fault) => log.error({ err: fault }, "a periodic task of the hub failed"),
    });
  }
}
