// The MQTT connection of one device: credential, last will, QoS 1, and a small queue for the time the broker is down.
import type { Socket } from "node:net";
import type { Scheduler } from "../scheduler.ts";
import { type BrokerAddress, openSocket } from "./broker-address.ts";
import type { LinkCounters } from "./link-counters.ts";
import { connectPacket, DISCONNECT_PACKET, PING_PACKET, publishPacket, replyReader } from "./packets.ts";

export interface LinkOptions {
  broker: BrokerAddress;
  credential: { username: string; password: string };
  /** `city/v1/things/{thingId}` or `city/v1/cameras/{cameraId}`: a device publishes only below its own id. */
  root: string;
  scheduler: Scheduler;
  counters: LinkCounters;
  keepAliveS: number;
  /** Messages that wait while the device cannot send; beyond this the oldest is dropped. */
  maxQueued: number;
  /** Random in [0, 1), spreads reconnections. */
  draw: () => number;
}

interface Message {
  topic: string;
  payload: string;
  retain: boolean;
  onStored: (() => void) | null;
}

/** Maximum of unacknowledged messages: a small device has a small window. */
const WINDOW = 8;
/** Gives a first retry after 2 to 10 s, spread because the whole city signs in again after an outage. */
const FIRST_RETRY_MS = 8_000;
const MAX_RETRY_MS = 30_000;

export class DeviceLink {
  readonly #options: LinkOptions;
  #socket: Socket | null = null;
  #isSignedIn = false;
  #isOpen = false;
  #retries = 0;
  #lastWriteMs = 0;
  #lastReceivedMs = 0;
  #nextId = 1;
  readonly #queue: Message[] = [];
  readonly #inFlight = new Map<number, Message>();

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  get id(): string {
    return this.#options.credential.username;
  }

  get isOnline(): boolean {
    return this.#isSignedIn;
  }

  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#connect();
  }

  /** `onStored` is called at PUBACK, which our gateway sends after COMMIT. */
  publish(subtopic: string, payload: string, onStored: (() => void) | null = null, retain = false): void {
    this.#queue.push({ topic: `${this.#options.root}/${subtopic}`, payload, retain, onStored });
    if (this.#queue.length > this.#options.maxQueued) {
      this.#queue.shift();
      this.#options.counters.dropped += 1;
    }
    this.#flush();
  }

  /** Breaks the connection like a cut cable, so that the broker publishes the last will. `open` connects again. */
  cut(): void {
    this.#isOpen = false;
    const socket = this.#socket;
    socket?.destroy();
    if (socket !== null) this.#onClose(socket);
  }

  /** Disconnects in order: the broker discards the last will. [MQTT-3.14.4-3] */
  close(): void {
    this.#isOpen = false;
    const socket = this.#socket;
    socket?.end(DISCONNECT_PACKET);
    if (socket !== null) this.#onClose(socket);
  }

  #connect(): void {
    const socket = openSocket(this.#options.broker);
    const read = replyReader({
      onConnack: (code) => this.#onConnack(code),
      onPuback: (messageId) => this.#acknowledge(messageId),
      onFault: () => socket.destroy(),
    });
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on(this.#options.broker.isSecure ? "secureConnect" : "connect", () => this.#signIn(socket));
    socket.on("data", (chunk: Buffer) => {
      this.#lastReceivedMs = Date.now();
      read(chunk);
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#onClose(socket));
  }

  #signIn(socket: Socket): void {
    const { credential, root, keepAliveS } = this.#options;
    const will = { topic: `${root}/status`, payload: "offline" };
    // Different in every process: a replay beside the living city must not disconnect the same device. [MQTT-3.1.4-2]
    const clientId = `sim-${credential.username}-${process.pid}`;
    socket.write(connectPacket({ clientId, ...credential, keepAliveS, will }));
  }

  #acknowledge(messageId: number): void {
    const message = this.#inFlight.get(messageId);
    if (message === undefined) return;
    this.#inFlight.delete(messageId);
    this.#options.counters.acknowledged += 1;
    message.onStored?.();
    this.#flush();
  }

  #onConnack(code: number): void {
    if (code !== 0) {
      this.#options.counters.refused += 1;
      this.#socket?.destroy();
      return;
    }
    this.#isSignedIn = true;
    this.#retries = 0;
    this.#options.counters.online += 1;
    const unacknowledged = [...this.#inFlight];
    this.#inFlight.clear();
    this.#send({ topic: `${this.#options.root}/status`, payload: "online", retain: true, onStored: null }, false);
    for (const [, message] of unacknowledged) this.#send(message, true);
    this.#keepAlive();
    this.#flush();
  }

  #flush(): void {
    while (this.#isSignedIn && this.#inFlight.size < WINDOW) {
      const message = this.#queue.shift();
      if (message === undefined) return;
      this.#send(message, false);
    }
  }

  #send(message: Message, isRepeat: boolean): void {
    const messageId = this.#freeId();
    const { topic, payload, retain } = message;
    this.#inFlight.set(messageId, message);
    if (!isRepeat) this.#options.counters.sent += 1;
    this.#lastWriteMs = Date.now();
    // Without DUP: a clean session has no earlier delivery. [MQTT-3.1.2-6]
    this.#socket?.write(publishPacket({ topic, payload, retain, messageId }));
  }

  #freeId(): number {
    while (this.#inFlight.has(this.#nextId)) this.#nextId = (this.#nextId % 65_535) + 1;
    const id = this.#nextId;
    this.#nextId = (id % 65_535) + 1;
    return id;
  }

  /** Pings only when nothing else was sent. [MQTT-3.1.2-23] Closes a connection on which nothing is received. */
  #keepAlive(): void {
    const everyMs = this.#options.keepAliveS * 750;
    const socket = this.#socket;
    this.#options.scheduler.at(this.#lastWriteMs + everyMs, (dueMs) => {
      if (socket === null || socket !== this.#socket || !this.#isSignedIn) return;
      if (dueMs - this.#lastReceivedMs > 2 * everyMs) {
        socket.destroy();
        return;
      }
      if (this.#lastWriteMs + everyMs <= dueMs) {
        this.#lastWriteMs = Date.now();
        socket.write(PING_PACKET);
      }
      this.#keepAlive();
    });
  }

  #onClose(socket: Socket): void {
    if (socket !== this.#socket) return;
    this.#socket = null;
    if (this.#isSignedIn) this.#options.counters.online -= 1;
    this.#isSignedIn = false;
    if (!this.#isOpen) return;
    this.#options.counters.lost += 1;
    const backOff = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#retries++);
    this.#options.scheduler.at(Date.now() + backOff * (0.25 + this.#options.draw()), () => {
      if (this.#isOpen && this.#socket === null) this.#connect();
    });
  }
}
