// Devices that keep a ledger of their own: what they sent, and what was acknowledged to them. Every 40th message is one
// that cannot be used. Nothing here is killed; a client that loses its broker comes back and sends again, marked as such.
import mqtt, { type IStore, type MqttClient, Store } from "mqtt";
import { PASSWORD } from "../geodata/small-city.ts";

/** Device and number of the message: its name in the ledger. */
export type MessageKey = string;

export const keyOf = (device: number, n: number): MessageKey => `${device}/${n}`;

const BAD_EVERY = 40;
export const isBad = (n: number): boolean => n % BAD_EVERY === 0;

/** MQTT.js sends again without the mark that [MQTT-3.3.1-1] asks for. */
class MarkingStore extends Store {
  readonly #packets = new Map<number, { dup: boolean }>();
  override put(...[packet, done]: Parameters<Store["put"]>): this {
    if (packet.cmd === "publish" && packet.messageId !== undefined) {
      this.#packets.set(packet.messageId, packet as unknown as { dup: boolean });
    }
    return super.put(packet, done);
  }
  override createStream(): ReturnType<IStore["createStream"]> {
    for (const packet of this.#packets.values()) packet.dup = true;
    return super.createStream();
  }
  override del(...[packet, done]: Parameters<Store["del"]>): this {
    if (packet.messageId !== undefined) this.#packets.delete(packet.messageId);
    return super.del(packet, done);
  }
}

/** Unacknowledged messages of one device at most. */
const INFLIGHT = 30;
const TICK_MS = 10;

interface LedgerDevice {
  client: MqttClient;
  device: number;
  next: number;
  open: number;
}

export class LedgerDevices {
  readonly sent = new Set<MessageKey>();
  readonly acked = new Set<MessageKey>();
  readonly #clients: LedgerDevice[];
  readonly #startMs: number;
  #timer: NodeJS.Timeout | undefined;

  /** Devices `load-1` … of the small city. */
  constructor(url: string, { devices, startMs }: { devices: number; startMs: number }) {
    this.#startMs = startMs;
    this.#clients = Array.from({ length: devices }, (_, i) => ({
      client: open(url, i + 1),
      device: i + 1,
      next: 0,
      open: 0,
    }));
  }

  start(): void {
    this.#timer = setInterval(() => {
      for (const each of this.#clients) if (each.open < INFLIGHT) this.#say(each);
    }, TICK_MS);
  }

  /** Stops speaking; resolves when everything that was sent is acknowledged. */
  async settle(timeoutMs: number): Promise<void> {
    clearInterval(this.#timer);
    const giveUpAt = Date.now() + timeoutMs;
    while (this.acked.size < this.sent.size) {
      if (Date.now() > giveUpAt) {
        throw new Error(`expected ${this.sent.size} acknowledgements within ${timeoutMs} ms, got ${this.acked.size}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#clients.map(({ client }) => client.endAsync(true)));
  }

  #say(each: LedgerDevice): void {
    const n = each.next++;
    const key = keyOf(each.device, n);
    const value = isBad(n) ? `"${n}"` : String(n);
    this.sent.add(key);
    each.open++;
    const text = `{"t":${this.#startMs + n},"values":{"rainfall":${value}}}`;
    each.client.publish(`city/v1/things/load-${each.device}/observations`, text, { qos: 1 }, (fault) => {
      each.open--;
      if (!fault) this.acked.add(key);
    });
  }
}

function open(url: string, device: number): MqttClient {
  const client = mqtt.connect(url, {
    clientId: `ledger-${device}`,
    username: `load-${device}`,
    password: PASSWORD,
    protocolVersion: 4,
    clean: false,
    reconnectPeriod: 200,
    connectTimeout: 5_000,
    outgoingStore: new MarkingStore(),
  });
  client.on("error", () => undefined);
  return client;
}
