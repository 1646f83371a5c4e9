// One device's own connection: its credential, its last will, QoS 1, and a small memory for the time the broker is away.
import type { Socket } from "node:net";
import type { Agenda } from "../agenda.ts";
import { type BrokerAddress, openSocket } from "./broker-address.ts";
import type { Meter } from "./meter.ts";
import { connectPacket, DISCONNECT_PACKET, PING_PACKET, publishPacket, replyReader } from "./packets.ts";

export interface LinkOptions {
  broker: BrokerAddress;
  credential: { username: string; password: string };
  /** `city/v1/things/{thingId}` or `city/v1/cameras/{cameraId}`: a device speaks only below its own id. */
  root: string;
  agenda: Agenda;
  meter: Meter;
  keepAliveS: number;
  /** Messages a device remembers while it cannot send; the oldest goes first. */
  memory: number;
  /** In [0, 1): spreads reconnects. */
  draw: () => number;
}

interface Message {
  topic: string;
  payload: string;
  retain: boolean;
  onStored: (() => void) | null;
}

/** Unacknowledged at once: a small device has a small window. */
const WINDOW = 8;
/** The first retry comes after 2 to 10 s: when a broker returns, a whole city signs in again. */
const FIRST_RETRY_MS = 8_000;
const LONGEST_RETRY_MS = 30_000;

export class DeviceLink {
  readonly #options: LinkOptions;
  #socket: Socket | null = null;
  #signedIn = false;
  #wanted = false;
  #retries = 0;
  #lastWriteMs = 0;
  #lastHeardMs = 0;
  #nextId = 1;
  readonly #waiting: Message[] = [];
  readonly #inFlight = new Map<number, Message>();

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  get id(): string {
    return this.#options.credential.username;
  }

  get isOnline(): boolean {
    return this.#signedIn;
  }

  open(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#connect();
  }

  /** `onStored` runs at PUBACK, which our gateway sends after COMMIT. */
  publish(below: string, payload: string, onStored: (() => void) | null = null, retain = false): void {
    this.#waiting.push({ topic: `${this.#options.root}/${below}`, payload, retain, onStored });
    if (this.#waiting.length > this.#options.memory) {
      this.#waiting.shift();
      this.#options.meter.forgotten += 1;
    }
    this.#flush();
  }

  /** The cable is cut: the broker notices by itself and tells the last will. `open` brings the device back. */
  cut(): void {
    this.#wanted = false;
    const socket = this.#socket;
    socket?.destroy();
    if (socket !== null) this.#lose(socket);
  }

  /** A farewell: the broker forgets the last will. [MQTT-3.14.4-3] */
  close(): void {
    this.#wanted = false;
    const socket = this.#socket;
    socket?.end(DISCONNECT_PACKET);
    if (socket !== null) this.#lose(socket);
  }

  #connect(): void {
    const socket = openSocket(this.#options.broker);
    const read = replyReader({
      onConnack: (code) => this.#welcome(code),
      onPuback: (messageId) => this.#acknowledge(messageId),
      onFault: () => socket.destroy(),
    });
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on(this.#options.broker.secure ? "secureConnect" : "connect", () => this.#signIn(socket));
    socket.on("data", (chunk: Buffer) => {
      this.#lastHeardMs = Date.now();
      read(chunk);
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#lose(socket));
  }

  #signIn(socket: Socket): void {
    const { credential, root, keepAliveS } = this.#options;
    const will = { topic: `${root}/status`, payload: "offline" };
    // Of its own in every process: a replay beside the living city must not throw its device off the line. [MQTT-3.1.4-2]
    const clientId = `sim-${credential.username}-${process.pid}`;
    socket.write(connectPacket({ clientId, ...credential, keepAliveS, will }));
  }

  #acknowledge(messageId: number): void {
    const message = this.#inFlight.get(messageId);
    if (message === undefined) return;
    this.#inFlight.delete(messageId);
    this.#options.meter.acknowledged += 1;
    message.onStored?.();
    this.#flush();
  }

  #welcome(code: number): void {
    if (code !== 0) {
      this.#options.meter.refused += 1;
      this.#socket?.destroy();
      return;
    }
    this.#signedIn = true;
    this.#retries = 0;
    this.#options.meter.online += 1;
    const again = [...this.#inFlight];
    this.#inFlight.clear();
    this.#send({ topic: `${this.#options.root}/status`, payload: "online", retain: true, onStored: null }, false);
    for (const [, message] of again) this.#send(message, true);
    this.#keepAlive();
    this.#flush();
  }

  #flush(): void {
    while (this.#signedIn && this.#inFlight.size < WINDOW) {
      const message = this.#waiting.shift();
      if (message === undefined) return;
      this.#send(message, false);
    }
  }

  #send(message: Message, again: boolean): void {
    const messageId = this.#freeId();
    const { topic, payload, retain } = message;
    this.#inFlight.set(messageId, message);
    if (!again) this.#options.meter.sent += 1;
    this.#lastWriteMs = Date.now();
    // Not marked DUP: a clean session knows no earlier delivery. [MQTT-3.1.2-6]
    this.#socket?.write(publishPacket({ topic, payload, retain, messageId }));
  }

  #freeId(): number {
    while (this.#inFlight.has(this.#nextId)) this.#nextId = (this.#nextId % 65_535) + 1;
    const id = this.#nextId;
    this.#nextId = (id % 65_535) + 1;
    return id;
  }

  /** A ping only when nothing else was sent. [MQTT-3.1.2-23] A line on which nothing answers is given up. */
  #keepAlive(): void {
    const everyMs = this.#options.keepAliveS * 750;
    const socket = this.#socket;
    this.#options.agenda.at(this.#lastWriteMs + everyMs, (dueMs) => {
      if (socket === null || socket !== this.#socket || !this.#signedIn) return;
      if (dueMs - this.#lastHeardMs > 2 * everyMs) {
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

  #lose(socket: Socket): void {
    if (socket !== this.#socket) return;
    this.#socket = null;
    if (this.#signedIn) this.#options.meter.online -= 1;
    this.#signedIn = false;
    if (!this.#wanted) return;
    this.#options.meter.lost += 1;
    const backOff = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#retries++);
    this.#options.agenda.at(Date.now() + backOff * (0.25 + this.#options.draw()), () => {
      if (this.#wanted && this.#socket === null) this.#connect();
    });
  }
}
