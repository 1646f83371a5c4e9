// A device that loses nothing: sends with QoS 1, holds unacknowledged messages, and sends them again in order after every
// reconnection, with DUP [MQTT-3.3.1-1]. Written here, because the resending of a client library is not under test.
import { connect, type Socket } from "node:net";
import { connectPacket, publishPacket, replyReader } from "@minqing/sims/mqtt/packets";

export interface Message {
  topic: string;
  payload: string;
  onAcknowledged(): void;
}

const RECONNECT_MS = 200;
const LAST_ID = 65_535;

export class LedgerDevice {
  readonly #address: { host: string; port: number };
  readonly #login: { clientId: string; username: string; password: string };
  readonly #unacknowledged = new Map<number, Message>();
  #socket: Socket | null = null;
  #isConnected = false;
  #isClosed = false;
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
    return this.#unacknowledged.size;
  }

  publish(message: Message): void {
    this.#lastId = (this.#lastId % LAST_ID) + 1;
    this.#unacknowledged.set(this.#lastId, message);
    if (this.#isConnected) this.#send(this.#lastId, message, false);
  }

  close(): void {
    this.#isClosed = true;
    this.#socket?.destroy();
  }

  #connect(): void {
    const socket = connect(this.#address);
    this.#socket = socket;
    socket.on("connect", () => socket.write(connectPacket({ ...this.#login, keepAliveS: 60 })));
    socket.on(
      "data",
      replyReader({
        onConnack: (code) => (code === 0 ? this.#onConnected() : void socket.destroy()),
        onPuback: (id) => {
          this.#unacknowledged.get(id)?.onAcknowledged();
          this.#unacknowledged.delete(id);
        },
        onFault: (fault) => socket.destroy(fault),
      }),
    );
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.#isConnected = false;
      if (!this.#isClosed) setTimeout(() => this.#connect(), RECONNECT_MS);
    });
  }

  #onConnected(): void {
    this.#isConnected = true;
    for (const [id, message] of this.#unacknowledged) this.#send(id, message, true);
  }

  #send(messageId: number, { topic, payload }: Message, dup: boolean): void {
    this.#socket?.write(publishPacket({ topic, payload, messageId, dup }));
  }
}
