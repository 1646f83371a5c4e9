// One device that forgets nothing: sends QoS 1, keeps what is not acknowledged, and after every reconnection sends it
// again in order, marked as a repetition [MQTT-3.3.1-1]. A client library's own resending is not what is tested.
import { connect, type Socket } from "node:net";
import { connectPacket, publishPacket, readPubacks } from "../bench/mqtt-packets.ts";

export interface Message {
  topic: string;
  payload: string;
  onAcknowledged(): void;
}

const RECONNECT_MS = 200;
const LAST_ID = 65_535;
// [MQTT-2.2.2] DUP in the first byte's flags.
const DUP = 0x08;
// [MQTT-3.2] CONNACK: type, length 2, flags, return code.
const CONNACK_BYTES = 4;

export class LedgerDevice {
  readonly #address: { host: string; port: number };
  readonly #login: { clientId: string; username: string; password: string };
  readonly #open = new Map<number, Message>();
  #socket: Socket | null = null;
  #isWelcome = false;
  #isClosed = false;
  #rest: Buffer = Buffer.alloc(0);
  #lastId = 0;

  constructor(
    address: { host: string; port: number },
    login: { clientId: string; username: string; password: string },
  ) {
    this.#address = address;
    this.#login = login;
    this.#connect();
  }

  get unacknowledged(): number {
    return this.#open.size;
  }

  publish(message: Message): void {
    this.#lastId = (this.#lastId % LAST_ID) + 1;
    this.#open.set(this.#lastId, message);
    if (this.#isWelcome) this.#socket?.write(publishPacket(message.topic, this.#lastId, message.payload));
  }

  close(): void {
    this.#isClosed = true;
    this.#socket?.destroy();
  }

  #connect(): void {
    const socket = connect(this.#address);
    this.#socket = socket;
    this.#rest = Buffer.alloc(0);
    socket.on("connect", () => socket.write(connectPacket(this.#login)));
    socket.on("data", (chunk) => this.#read(chunk));
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.#isWelcome = false;
      if (!this.#isClosed) setTimeout(() => this.#connect(), RECONNECT_MS);
    });
  }

  #read(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    if (!this.#isWelcome) {
      if (this.#rest.length < CONNACK_BYTES) return;
      if (this.#rest[3] !== 0) return void this.#socket?.destroy();
      this.#isWelcome = true;
      this.#rest = this.#rest.subarray(CONNACK_BYTES);
      this.#sendAgain();
    }
    this.#rest = Buffer.from(
      readPubacks(this.#rest, (id) => {
        this.#open.get(id)?.onAcknowledged();
        this.#open.delete(id);
      }),
    );
  }

  #sendAgain(): void {
    for (const [id, { topic, payload }] of this.#open) {
      const packet = publishPacket(topic, id, payload);
      packet[0] = (packet[0] ?? 0) | DUP;
      this.#socket?.write(packet);
    }
  }
}
