// Our own broker (aedes, MQTT 3.1.1). authorizePublish runs before aedes sends PUBACK, so its callback is called after
// COMMIT: PUBACK means stored. TCP bounds what waits: aedes reads on when the messages of a connection are answered.
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createSecureServer } from "node:tls";
import type { TlsIdentity } from "@minqing/geodata/process/tls/tls-identity";
import type { Aedes } from "aedes";
import type { Logger } from "pino";
import type { SignIn } from "../access/sign-in.ts";
import type { DeviceRejection } from "../ingest/ledger.ts";
import type { InboundMessage } from "../message.ts";
import { maySubscribe, parseTopic } from "../topics.ts";
import type { Edge } from "./edge.ts";
import {
  type AuthenticateHandler,
  type Client,
  createBroker,
  type ForwardHandler,
  isLastWill,
  type PreConnectHandler,
  type PublishHandler,
  type SubscribeHandler,
} from "./embedded-broker.ts";
import { guardHeaders } from "./header-guard.ts";

export interface EmbeddedEdgeOptions {
  host: string;
  port: number;
  /** With TLS the TLS port listens on `host`, and the plain port on loopback only. */
  tls: { identity: TlsIdentity; port: number } | null;
  signIn: SignIn;
  log: Logger;
  receive(message: InboundMessage): void;
  reject(rejection: DeviceRejection): void;
}

/** [design §6] A connection that announces a larger packet is closed before the packet is read. */
const MAX_PACKET_BYTES = 1024 * 1024;
const CONNECT_TIMEOUT_MS = 10_000;
const LOOPBACK = "127.0.0.1";

// [MQTT-3.1.1 §3.2.2.3]
const SERVER_UNAVAILABLE = 3;
const BAD_USERNAME_OR_PASSWORD = 4;

export class EmbeddedEdge implements Edge {
  readonly #options: EmbeddedEdgeOptions;
  /** Username of each signed-in connection. */
  readonly #usernames = new Map<Client, string>();
  readonly #sockets = new Set<Socket>();
  #broker: Aedes | null = null;
  #server: Server | null = null;
  #secure: Server | null = null;

  constructor(options: EmbeddedEdgeOptions) {
    this.#options = options;
    options.signIn.onRevoked((usernames) => this.#closeRevoked(usernames));
  }

  get isOpen(): boolean {
    return this.#server !== null;
  }

  get isHearing(): boolean {
    return this.#server?.listening === true && this.#secure?.listening !== false;
  }

  get port(): number | null {
    return portOf(this.#server);
  }

  get tlsPort(): number | null {
    return portOf(this.#secure);
  }

  async open(): Promise<void> {
    const broker = await createBroker({
      preConnect: this.#preConnect,
      authenticate: this.#authenticate,
      authorizePublish: this.#authorizePublish,
      authorizeSubscribe: this.#authorizeSubscribe,
      authorizeForward: this.#authorizeForward,
      connectTimeout: CONNECT_TIMEOUT_MS,
      // Longer than MQTT 3.1 allows, because the username is put before the client's own id.
      maxClientsIdLength: 65_535,
    });
    broker.on("clientError", (_, fault) => this.#options.log.debug({ err: fault }, "a device's connection failed"));
    broker.on("clientDisconnect", (client) => void this.#usernames.delete(client));
    broker.on("connectionError", (_, fault) => this.#options.log.debug({ err: fault }, "a connection failed"));
    this.#broker = broker;
    const { host, port, tls } = this.#options;
    const server = createServer({ noDelay: true }, (socket) => this.#accept(broker, socket));
    this.#server = server;
    await listening(server, port, tls === null ? host : LOOPBACK);
    if (tls !== null) await this.#openSecure(broker, tls, host);
  }

  async #openSecure(broker: Aedes, { identity, port }: { identity: TlsIdentity; port: number }, host: string) {
    const options = { ...identity.options, noDelay: true };
    const server = createSecureServer(options, (socket) => this.#accept(broker, socket));
    server.on("tlsClientError", (fault) => this.#options.log.debug({ err: fault }, "a TLS handshake failed"));
    identity.attach(server);
    this.#secure = server;
    await listening(server, port, host);
  }

  async close(): Promise<void> {
    const servers = [this.#server, this.#secure].filter((server) => server !== null);
    const broker = this.#broker;
    this.#server = null;
    this.#secure = null;
    this.#broker = null;
    if (broker === null) return;
    const closed = Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    await new Promise<void>((resolve) => broker.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #accept(broker: Aedes, socket: Socket): void {
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
    guardHeaders(socket, MAX_PACKET_BYTES, (announced) => {
      const detail = `too-large: expected packets of at most ${MAX_PACKET_BYTES} bytes, got one of ${announced}`;
      this.#reject(client, detail);
    });
    const client = broker.handle(socket);
  }

  /** Disconnects devices whose password was changed or removed; they may sign in with a new one. */
  #closeRevoked(usernames: ReadonlySet<string>): void {
    for (const [client, username] of this.#usernames) {
      if (!usernames.has(username)) continue;
      this.#options.log.info({ username }, "closing the connection of a device whose credential was changed");
      client.close();
    }
  }

  /**
   * Client ids are unique per username, so that no device takes over another's connection by using its client id. No session
   * outlives its connection: a client that is gone costs no memory. Devices lose nothing by it, because what they publish is
   * acknowledged after COMMIT.
   */
  #preConnect: PreConnectHandler = (_client, packet, done) => {
    const username = packet.username ?? "";
    if (packet.clientId !== "") packet.clientId = `${username}:${packet.clientId}`;
    packet.clean = true;
    done(null, true);
  };

  #authenticate: AuthenticateHandler = (client, username, password, done) => {
    const reject = (returnCode: number, message: string) =>
      done(Object.assign(new Error(message), { returnCode }), false);
    if (username === undefined || password === undefined) {
      return reject(BAD_USERNAME_OR_PASSWORD, "expected a username and a password, got none");
    }
    this.#options.signIn.check(username, password).then(
      (answer) => {
        if (answer === "unavailable")
          return reject(SERVER_UNAVAILABLE, "the database with the credentials does not answer");
        if (answer === "refused") {
          if (this.#options.signIn.hasUsername(username))
            this.#options.reject({ username, detail: "sign-in: wrong password" });
          this.#options.log.warn({ username }, "sign-in refused");
          return reject(BAD_USERNAME_OR_PASSWORD, "wrong username or password");
        }
        this.#usernames.set(client, username);
        return done(null, true);
      },
      (fault: unknown) => {
        this.#options.log.error({ err: fault, username }, "sign-in failed");
        reject(SERVER_UNAVAILABLE, "sign-in failed");
      },
    );
  };

  #authorizePublish: PublishHandler = (client, packet, done) => {
    // The broker's own $SYS messages.
    if (client === null) return done(null);
    const username = this.#usernames.get(client);
    if (username === undefined) return done(new Error("expected a signed-in client, got another"));
    const isOwn = parseTopic(packet.topic)?.deviceId === username;
    const isWill = isLastWill(client, packet);
    // The broker is closing, the device is not offline: its last will does not count.
    if (isWill && this.#broker === null) return done(new Error("the broker is closing"));
    const { topic } = packet;
    // [MQTT-3.3.5-2] A publication that is not allowed is acknowledged after its dead letter is committed; otherwise the
    // device would repeat it for ever. No subscriber gets it: `$` topics match no wildcard, and retain is removed.
    if (!isOwn) packet.topic = "$refused";
    if (!isOwn || !isStatus(topic, packet.payload)) packet.retain = false;
    this.#options.receive({
      topic,
      payload: typeof packet.payload === "string" ? Buffer.from(packet.payload) : packet.payload,
      qos: packet.qos,
      receivedAtMs: Date.now(),
      isRedelivery: packet.dup,
      username,
      // The connection of a will is closed: nothing is acknowledged, and the broker must not wait for COMMIT.
      acknowledge: isWill ? () => undefined : () => done(null),
    });
    if (isWill) done(null);
  };

  #authorizeSubscribe: SubscribeHandler = (client, subscription, done) => {
    const username = this.#usernames.get(client);
    if (username !== undefined && maySubscribe(username, subscription.topic)) return done(null, subscription);
    this.#reject(client, `subscription: expected its own commands, got ${subscription.topic.slice(0, 200)}`);
    done(null, null);
  };

  #authorizeForward: ForwardHandler = (client, packet) => {
    const username = this.#usernames.get(client);
    return username !== undefined && maySubscribe(username, packet.topic) ? packet : null;
  };

  #reject(client: Client, detail: string): void {
    const username = this.#usernames.get(client);
    this.#options.log.warn({ username, detail }, "a device's request was refused");
    if (username !== undefined) this.#options.reject({ username, detail });
  }
}

/** What the broker retains: a device's status, and nothing longer. */
const isStatus = (topic: string, payload: string | Buffer): boolean =>
  topic.endsWith("/status") && ["online", "offline", ""].includes(payload.toString());

const listening = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });

function portOf(server: Server | null): number | null {
  const address = server?.address();
  return typeof address === "object" && address !== null ? address.port : null;
}
