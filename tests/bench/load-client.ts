// One MQTT connection that publishes QoS 1 messages with a window of unacknowledged ones.
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { connectPacket, DISCONNECT_PACKET, PING_PACKET, publishPacket, replyReader } from "@minqing/sims/mqtt/packets";
import type { LoadPlan, LoadThing } from "./load-plan.ts";

type Publisher = LoadPlan["publishers"][number];

export class LoadClient {
  sent = 0;
  acked = 0;
  readonly #socket: Socket;
  readonly #things: LoadThing[];
  readonly #inflight: number;
  readonly #onAck: (elapsedMs: number) => void;
  readonly #sentAt = new Map<number, number>();
  readonly #lastMs: number[];
  #nextId = 1;
  #turn = 0;

  private constructor(socket: Socket, publisher: Publisher, inflight: number, onAck: (elapsedMs: number) => void) {
    this.#socket = socket;
    this.#things = publisher.things;
    this.#inflight = inflight;
    this.#onAck = onAck;
    this.#lastMs = publisher.things.map(() => 0);
    socket.on(
      "data",
      replyReader({
        onConnack: () => undefined,
        onPuback: (id) => this.#acknowledge(id),
        onFault: (fault) => socket.destroy(fault),
      }),
    );
  }

  static async open(plan: LoadPlan, index: number, onAck: (elapsedMs: number) => void): Promise<LoadClient> {
    const publisher = plan.publishers[index];
    if (publisher === undefined) throw new Error(`load: expected a publisher ${index}, got none`);
    const socket = connect(plan.port, plan.host).setNoDelay(true);
    await once(socket, "connect");
    const { username, password } = publisher;
    socket.write(
      connectPacket({
        clientId: `load-${process.pid}-${index}`,
        username,
        password,
        keepAliveS: 60,
      }),
    );
    const [answer] = (await once(socket, "data")) as [Buffer];
    if (answer[0] !== 0x20 || answer[3] !== 0)
      throw new Error(`load: expected CONNACK 0, got ${answer.toString("hex")}`);
    return new LoadClient(socket, publisher, plan.inflight, onAck);
  }

  get openSlots(): number {
    return this.#inflight - this.#sentAt.size;
  }

  /** Sends up to `count` messages, as many as the window takes; returns how many. */
  publish(count: number): number {
    const packets: Buffer[] = [];
    const room = Math.min(count, this.openSlots);
    const now = Date.now();
    const sentAt = performance.now();
    for (let index = 0; index < room; index += 1) packets.push(this.#nextPacket(now, sentAt));
    if (packets.length > 0) this.#socket.write(Buffer.concat(packets));
    this.sent += packets.length;
    return packets.length;
  }

  ping(): void {
    this.#socket.write(PING_PACKET);
  }

  close(): void {
    this.#socket.end(DISCONNECT_PACKET);
  }

  #nextPacket(now: number, sentAt: number): Buffer {
    const slot = (this.#turn + 1) % this.#things.length;
    this.#turn = slot;
    const thing = this.#things[slot];
    if (thing === undefined) throw new Error(`load: expected a thing in slot ${slot}, got none`);
    // An observation's key is its instant, so two of one thing never share a millisecond.
    const t = Math.max(now, (this.#lastMs[slot] ?? 0) + 1);
    this.#lastMs[slot] = t;
    const values = Object.entries(thing.values).map(
      ([key, base]) => `"${key}":${(base + (t % 100) / 1000).toFixed(3)}`,
    );
    while (this.#sentAt.has(this.#nextId)) this.#nextId = this.#followingId();
    const id = this.#nextId;
    this.#nextId = this.#followingId();
    this.#sentAt.set(id, sentAt);
    return publishPacket({ topic: thing.topic, payload: `{"t":${t},"values":{${values.join(",")}}}`, messageId: id });
  }

  #followingId(): number {
    return this.#nextId >= 65_535 ? 1 : this.#nextId + 1;
  }

  #acknowledge(id: number): void {
    const sentAt = this.#sentAt.get(id);
    if (sentAt === undefined) return;
    this.#sentAt.delete(id);
    this.acked += 1;
    this.#onAck(performance.now() - sentAt);
  }
}
