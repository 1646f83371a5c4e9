// A client at another broker (Mosquitto, EMQX …) with deferred acknowledgement: the PUBACK of a message is sent after its
// COMMIT, in the order of arrival, and never after a reconnection, because packet ids are reused then. The session is
// persistent under one client id, so the broker delivers unacknowledged messages again.
import { setTimeout as sleep } from "node:timers/promises";
import type { BrokerTls } from "@minqing/geodata/process/tls/broker-tls";
import mqtt, { type IClientOptions, type IPublishPacket, type MqttClient } from "mqtt";
import type { Logger } from "pino";
import type { InboundMessage } from "../message.ts";
import { SUBSCRIPTIONS } from "../topics.ts";
import type { Edge } from "./edge.ts";
import { DEFERRED, sendPubacks } from "./mqtt-packets.ts";

export interface ExternalEdgeOptions {
  url: string;
  username?: string | undefined;
  password?: string | undefined;
  tls?: BrokerTls;
  protocolVersion: 4 | 5;
  /** The same each time, so that the broker finds the session with its unacknowledged messages again. */
  clientId: () => Promise<string>;
  /** False: takes what waits in the session, and nothing new. */
  subscribes?: boolean;
  /** Number of messages without COMMIT at which reading stops. */
  window: number;
  log: Logger;
  receive(message: InboundMessage): void;
}

const KEEPALIVE_S = 30;
/** The start waits this long for the broker; after that it is connected in the background. */
const FIRST_CONNECT_MS = 3_000;
const SESSION_EXPIRY_S = 7 * 86_400;

type Done = (error?: Error) => void;

export class ExternalEdge implements Edge {
  readonly port = null;
  readonly tlsPort = null;
  readonly #options: ExternalEdgeOptions;
  #client: MqttClient | null = null;
  /** Number of the connection: an acknowledgement may only be sent on the connection of its message. */
  #generation = 0;
  #unacknowledged = 0;
  #toAcknowledge: number[] = [];
  /** Continues reading; set while reading is paused. */
  #pausedRead: Done | null = null;
  #keepalive: NodeJS.Timeout | undefined;

  constructor(options: ExternalEdgeOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#client !== null;
  }

  /** Messages that wait for their COMMIT. */
  get unacknowledged(): number {
    return this.#unacknowledged;
  }

  get isHearing(): boolean {
    return this.#client?.connected === true;
  }

  async open(): Promise<void> {
    const client = mqtt.connect(this.#options.url, connectOptions(this.#options, await this.#options.clientId()));
    this.#client = client;
    client.handleMessage = (packet, done) => this.#handle(client, packet, done);
    client.on("connect", () => this.#onConnect(client));
    client.on("close", () => this.#onClose());
    client.on("error", (fault) =>
      this.#options.log.warn({ err: fault }, "the connection to the broker failed or was refused"),
    );
    this.#keepalive = setInterval(() => this.#keepAliveWhilePaused(client), (KEEPALIVE_S * 1000) / 3);
    await Promise.race([
      new Promise<void>((resolve) => client.once("connect", () => resolve())),
      sleep(FIRST_CONNECT_MS),
    ]);
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    this.#generation++;
    clearInterval(this.#keepalive);
    this.#resumeReading();
    await client?.endAsync(true);
  }

  #onConnect(client: MqttClient): void {
    this.#generation++;
    this.#unacknowledged = 0;
    this.#options.log.info({ url: redact(this.#options.url) }, "connected to the broker");
    if (this.#options.subscribes === false) {
      client.unsubscribe([...SUBSCRIPTIONS]);
      return;
    }
    const topics = Object.fromEntries(SUBSCRIPTIONS.map((topic) => [topic, { qos: 1 as const, rh: 1 }]));
    client.subscribe(topics, (fault) => {
      if (fault) this.#options.log.error({ err: fault }, "the broker refused a subscription");
    });
  }

  #onClose(): void {
    this.#generation++;
    this.#unacknowledged = 0;
    this.#resumeReading();
  }

  #handle(client: MqttClient, packet: IPublishPacket, done: Done): void {
    const { messageId } = packet;
    const generation = this.#generation;
    const needsAck = packet.qos > 0 && messageId !== undefined;
    this.#unacknowledged++;
    this.#options.receive({
      topic: packet.topic,
      payload: typeof packet.payload === "string" ? Buffer.from(packet.payload) : packet.payload,
      qos: packet.qos,
      receivedAtMs: Date.now(),
      isRedelivery: packet.dup,
      username: null,
      acknowledge: () => {
        if (generation !== this.#generation || !client.connected) return;
        this.#unacknowledged--;
        if (needsAck) this.#acknowledge(client, messageId);
        if (this.#unacknowledged <= this.#options.window / 2) this.#resumeReading();
      },
    });
    const proceed = () => done(needsAck ? DEFERRED : undefined);
    if (this.#unacknowledged < this.#options.window) proceed();
    else this.#pausedRead = proceed;
  }

  /** The PUBACKs of one batch are sent together, in the order of arrival. */
  #acknowledge(client: MqttClient, messageId: number): void {
    if (this.#toAcknowledge.push(messageId) > 1) return;
    const generation = this.#generation;
    queueMicrotask(() => {
      const messageIds = this.#toAcknowledge;
      this.#toAcknowledge = [];
      if (generation === this.#generation && client.connected) sendPubacks(client, messageIds);
    });
  }

  #resumeReading(): void {
    const pausedRead = this.#pausedRead;
    this.#pausedRead = null;
    pausedRead?.();
  }

  /** While reading is paused, ping responses are not read either: without this MQTT.js would reconnect. */
  #keepAliveWhilePaused(client: MqttClient): void {
    if (this.#pausedRead === null || !client.connected) return;
    client.sendPing();
    client.reschedulePing(true);
  }
}

function connectOptions(options: ExternalEdgeOptions, clientId: string): IClientOptions {
  const { username, password, tls = {}, protocolVersion, window } = options;
  return {
    ...tls,
    clientId,
    // MQTT.js's debug lines cost 4 % of the gateway's time and nobody reads them.
    log: () => undefined,
    clean: false,
    protocolVersion,
    keepalive: KEEPALIVE_S,
    reconnectPeriod: 250,
    connectTimeout: 10_000,
    resubscribe: false,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(protocolVersion === 5
      ? { properties: { sessionExpiryInterval: SESSION_EXPIRY_S, receiveMaximum: Math.min(window, 65_535) } }
      : {}),
  };
}

const redact = (url: string): string => url.replace(/\/\/[^@/]*@/, "//");
