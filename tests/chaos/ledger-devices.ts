// Devices with a ledger of their own: the messages they sent, and those that were acknowledged. Every 40th message is
// unusable. This process is not killed.
import { setTimeout as sleep } from "node:timers/promises";
import { PASSWORD } from "../geodata/small-city.ts";
import { LedgerDevice } from "./ledger-device.ts";

/** Device and number of a message: its key in the ledger. */
export type MessageKey = string;

export const keyOf = (device: number, n: number): MessageKey => `${device}/${n}`;

const BAD_EVERY = 40;
export const isBad = (n: number): boolean => n % BAD_EVERY === 0;

/** Maximum of unacknowledged messages of one device. */
const MAX_IN_FLIGHT = 30;
const TICK_MS = 10;

interface Sender {
  link: LedgerDevice;
  device: number;
  next: number;
}

export class LedgerDevices {
  readonly sent = new Set<MessageKey>();
  readonly acked = new Set<MessageKey>();
  readonly #devices: Sender[];
  readonly #startMs: number;
  #timer: NodeJS.Timeout | undefined;

  /** Devices `load-1` … of the small city. */
  constructor(port: number, { devices, startMs }: { devices: number; startMs: number }) {
    this.#startMs = startMs;
    this.#devices = Array.from({ length: devices }, (_, i) => {
      const username = `load-${i + 1}`;
      const login = { clientId: `ledger-${i + 1}`, username, password: PASSWORD };
      return { link: new LedgerDevice({ host: "127.0.0.1", port }, login), device: i + 1, next: 0 };
    });
  }

  start(): void {
    this.#timer = setInterval(() => {
      for (const each of this.#devices) if (each.link.unacknowledged < MAX_IN_FLIGHT) this.#send(each);
    }, TICK_MS);
  }

  /** Resolves when `count` more messages are acknowledged. */
  async acknowledgedMore(count: number, timeoutMs: number): Promise<void> {
    await this.#until(this.acked.size + count, timeoutMs);
  }

  /** Stops sending; resolves when all sent messages are acknowledged. */
  async settle(timeoutMs: number): Promise<void> {
    clearInterval(this.#timer);
    await this.#until(this.sent.size, timeoutMs);
  }

  close(): void {
    clearInterval(this.#timer);
    for (const { link } of this.#devices) link.close();
  }

  async #until(acknowledged: number, timeoutMs: number): Promise<void> {
    const giveUpAt = Date.now() + timeoutMs;
    while (this.acked.size < acknowledged) {
      if (Date.now() > giveUpAt) {
        throw new Error(`expected ${acknowledged} acknowledgements within ${timeoutMs} ms, got ${this.acked.size}`);
      }
      await sleep(20);
    }
  }

  #send(each: Sender): void {
    const n = each.next++;
    const key = keyOf(each.device, n);
    // In thousandths, so that values stay within the plausible range of 0 to 500 mm.
    const value = isBad(n) ? `"${n}"` : String(n / 1_000);
    this.sent.add(key);
    each.link.publish({
      topic: `city/v1/things/load-${each.device}/observations`,
      payload: `{"t":${this.#startMs + n},"values":{"rainfall":${value}}}`,
      onAcknowledged: () => this.acked.add(key),
    });
  }
}
