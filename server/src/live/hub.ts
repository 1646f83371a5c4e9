// The realtime hub: the change log in order to every client that follows, live frames to those who watch, a beat to all.
// Sign-in by cookie or `auth.token`, only from our own pages.
import type { Server as HttpServer } from "node:http";
import type { ChangeEntry } from "@minqing/core/change/entry";
import type { LiveBus } from "@minqing/core/live/bus";
import type { ClientToServer, ServerToClient } from "@minqing/core/live/protocol";
import { RepeatedWork } from "@minqing/geodata/process/repeated-work";
import { Server } from "socket.io";
import { z } from "zod";
import { holderOf } from "../access/resolve-credential.ts";
import type { Session } from "../access/session/session.ts";
import { isOwnOrigin } from "../http/same-origin.ts";
import { refusedInput } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { signInSocket } from "./authenticate-socket.ts";
import { ChangeFollower } from "./change-follower.ts";
import { Client, type LiveServer, type LiveSocket, type SocketData } from "./client.ts";
import { resume } from "./resume.ts";
import { Audiences } from "./scope-groups.ts";
import { anotherScope, messageFor } from "./scoped-changes.ts";
import { sendFrames } from "./send-frames.ts";

/** A socket whose queue is longer is closed: it comes back and resumes by its cursor. */
export const MAX_WAITING = 1_000;
/** How long a client may take to say goodbye. */
const CLOSE_MS = 1_000;
const FRAME_EVERY_MS = 250;
const HEARTBEAT_EVERY_MS = 2_000;
const RECHECK_SESSIONS_EVERY_MS = 30_000;

const ResumeRequest = z.object({
  after: z.number().int().min(0),
  scopeKey: z.string().max(4096),
  layers: z.array(z.enum(["positions", "values"])).max(2),
});

type Wanted = Pick<
  ServerContext,
  | "db"
  | "log"
  | "now"
  | "sessions"
  | "serviceTokens"
  | "policies"
  | "scopes"
  | "volatile"
  | "metrics"
  | "accessDenials"
  | "proxies"
>;

const isSameAccess = (a: Session, b: Session): boolean =>
  a.scopeKey === b.scopeKey && a.roles.join() === b.roles.join();

export class Hub {
  readonly #context: Wanted;
  readonly #io: LiveServer;
  readonly #audiences = new Audiences();
  readonly #repeated: RepeatedWork[];
  readonly #follower: ChangeFollower;
  readonly #forgetBells: () => void;

  static async open(http: HttpServer, bus: LiveBus, context: Wanted): Promise<Hub> {
    const holder: { hub: Hub | null } = { hub: null };
    const follower = await ChangeFollower.start({
      db: context.db,
      onEntries: (from, entries) => holder.hub?.handOn(from, entries),
      onBreak: () => holder.hub?.closeAll("the log was replaced"),
      onFault: (fault) => context.log.error({ err: fault }, "reading the change log failed; trying again"),
    });
    holder.hub = new Hub(http, bus, context, follower);
    return holder.hub;
  }

  private constructor(http: HttpServer, bus: LiveBus, context: Wanted, follower: ChangeFollower) {
    this.#context = context;
    this.#follower = follower;
    this.#io = new Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>(http, {
      transports: ["websocket"],
      perMessageDeflate: false,
      serveClient: false,
      maxHttpBufferSize: 16 * 1024,
      pingInterval: 10_000,
      pingTimeout: 10_000,
      allowRequest: (request, answer) => answer(null, isOwnOrigin(request.headers.origin, request.headers.host)),
    });
    this.#io.use(signInSocket(context));
    this.#io.on("connection", (socket) => this.#welcome(socket));
    const rechecking = this.#every(RECHECK_SESSIONS_EVERY_MS, () => this.#recheckSessions());
    const forgetAccess = context.db.onBell("access", () => {
      context.policies.forget();
      context.scopes.forget();
      rechecking.wake();
    });
    const forgetBatches = bus.subscribe((batch) => context.volatile.put(batch));
    this.#forgetBells = () => {
      forgetAccess();
      forgetBatches();
    };
    this.#repeated = [
      this.#every(FRAME_EVERY_MS, async () => this.#sendFrames()),
      this.#every(HEARTBEAT_EVERY_MS, async () => this.#heartbeat()),
      rechecking,
    ];
  }

  /** Hands a batch of the log to everybody who follows: projected once for each distinct scope. */
  handOn(from: number, entries: readonly ChangeEntry[]): void {
    const { metrics } = this.#context;
    metrics.changeHead.set(this.#follower.head);
    for (const audience of this.#audiences) {
      const following = audience.following();
      if (following.length === 0) continue;
      const message = messageFor(audience.scope, from, entries);
      metrics.changeProjections.inc();
      this.#io.to(following.map((client) => client.socket.id)).emit("changes", message);
      metrics.changeMessages.inc(following.length);
      for (const client of following) this.#closeWhenFull(client);
    }
  }

  /** Closes every socket: clients come back by themselves and find their way by their cursor. */
  closeAll(reason: string): void {
    this.#context.log.warn({ reason }, "closing all sockets");
    for (const socket of this.#io.sockets.sockets.values()) socket.conn.close(true);
  }

  async close(): Promise<void> {
    this.#forgetBells();
    await Promise.all(this.#repeated.map((work) => work.close()));
    await this.#follower.close();
    const lines = [...this.#io.sockets.sockets.values()].map((socket) => socket.conn.request.socket);
    const shortTimeouts = setTimeout(() => {
      for (const line of lines) line.destroy();
    }, CLOSE_MS);
    await this.#io.close();
    clearTimeout(shortTimeouts);
  }

  #welcome(socket: LiveSocket): void {
    const { metrics, log } = this.#context;
    const client = new Client(socket);
    this.#audiences.join(client);
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
      this.#audiences.leave(client);
      metrics.sockets.dec();
    });
  }

  async #resume(client: Client, request: unknown) {
    const parsed = ResumeRequest.safeParse(request);
    if (!parsed.success) return { ok: false as const, problem: refusedInput(parsed.error, request).problem };
    client.layers = new Set(parsed.data.layers);
    // A client that just came has nothing: its first frames are whole ones.
    for (const layer of client.layers) client.behind.add(layer);
    if (parsed.data.scopeKey !== client.socket.data.session.scopeKey) {
      return { ok: false as const, problem: anotherScope().problem };
    }
    return resume(client, parsed.data.after, { db: this.#context.db, follower: this.#follower });
  }

  #closeWhenFull(client: Client): void {
    const { socket, waiting } = client;
    if (waiting <= MAX_WAITING) return;
    client.isFollowing = false;
    this.#context.metrics.socketsClosedSlow.inc();
    this.#context.log.warn({ socket: socket.id, waiting }, "closing a slow socket");
    // Not a polite close: it would wait half a minute, with everything buffered, for an answer that does not come.
    socket.conn.request.socket.destroy();
  }

  #sendFrames(): void {
    const { volatile, metrics, now } = this.#context;
    sendFrames({ io: this.#io, places: this.#audiences.places(), volatile, metrics, atMs: now().getTime() });
  }

  #heartbeat(): void {
    this.#io.emit("beat", { at: this.#context.now().toISOString(), head: this.#follower.head });
  }

  /** Sign-out, expiry and a change of roles or scope reach open sockets too. */
  async #recheckSessions(): Promise<void> {
    for (const socket of this.#io.sockets.sockets.values()) {
      const { credential, session } = socket.data;
      const holder = await holderOf(this.#context, credential, { address: session.actor.address, isUse: false });
      // Another scope is another board: the client comes back and takes a new snapshot.
      if (!holder.ok || holder.session.requiredStep !== null || !isSameAccess(holder.session, session)) {
        socket.disconnect(true);
      }
    }
  }

  #every(everyMs: number, work: () => Promise<void>): RepeatedWork {
    const { log } = this.#context;
    return new RepeatedWork({ everyMs, work, onFault: (fault) => log.error({ err: fault }, "the hub's round failed") });
  }
}
