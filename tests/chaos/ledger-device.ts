// One device that forgets nothing: sends QoS 1, keeps what is not acknowledged, and after every reconnection sends it
// again in order, marked as a repetition [MQTT-3.3.1-1]. A client library's own resending is not what is tested.
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
  readonly #open = new Map<number, Message>();
  #socket: Socket | null = null;
  #isWelcome = false;
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
    return this.#open.size;
  }

  publish(message: Message): void {
    this.#lastId = (this.#lastId % LAST_ID) + 1;
    this.#open.set(this.#lastId, message);
    if (this.#isWelcome) this.#send(this.#lastId, message, false);
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
        onConnack: (code) => (code === 0 ? this.#welcome() : void socket.destroy()),
        onPuback: (id) => {
          this.#open.get(id)?.onAcknowledged();
          this.#open.delete(id);
        },
        onFault: (fault) => socket.destroy(fault),
      }),
    );
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.#isWelcome = false;
      if (!this.#isClosed) setTimeout(() => this.#connect(), RECONNECT_MS);
    });
  }

  #welcome(): void {
    this.#isWelcome = true;
    for (const [id, message] of this.#open) this.#send(id, message, true);
  }

  #send(messageId: number, { topic, payload }: Message, dup: boolean): void {
    this.#socket?.write(publishPacket({ topic, payload, messageId, dup }));
  }
}
