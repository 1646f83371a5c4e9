// The bell over PostgreSQL: one connection that listens and rings, and reconnects by itself.
// Ringing is coalesced and never part of a transaction: NOTIFY takes a lock over the whole server at commit.
import pg from "pg";
import type { BellName } from "../../database.ts";
import { Bells } from "../bells.ts";

const FIRST_RETRY_MS = 100;
const MAX_RETRY_MS = 2_000;

export class BellLine {
  readonly #config: pg.ClientConfig;
  readonly #bells = new Bells();
  readonly #toRing = new Set<BellName>();
  #client: pg.Client | null = null;
  #isListening = false;
  #isRinging = false;
  #isClosed = false;
  #retryMs = FIRST_RETRY_MS;
  #retry: NodeJS.Timeout | undefined;

  constructor(config: pg.ClientConfig) {
    this.#config = config;
  }

  on(bell: BellName, listener: () => void): () => void {
    this.#open();
    return this.#bells.on(bell, listener);
  }

  /** A ring that cannot be sent is dropped: listeners poll as well. */
  ring(bell: BellName): void {
    this.#open();
    this.#toRing.add(bell);
    void this.#flush();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    await this.#client?.end().catch(() => undefined);
  }

  #open(): void {
    if (this.#client !== null || this.#isClosed) return;
    const client = new pg.Client(this.#config);
    this.#client = client;
    client.on("error", () => undefined);
    client.on("notification", ({ channel }) => this.#bells.ringChannel(channel));
    client.once("end", () => this.#reopenLater(client));
    client.connect().then(
      () => this.#listen(client),
      () => this.#reopenLater(client),
    );
  }

  async #listen(client: pg.Client): Promise<void> {
    try {
      await client.query(Bells.names.map((bell) => `listen ${Bells.channelOf(bell)}`).join(";"));
    } catch {
      await client.end().catch(() => undefined);
      return;
    }
    this.#isListening = true;
    this.#retryMs = FIRST_RETRY_MS;
    // Rings may have been missed while the connection was down.
    for (const bell of Bells.names) this.#bells.ring(bell);
    void this.#flush();
  }

  #reopenLater(client: pg.Client): void {
    if (this.#client !== client || this.#isClosed) return;
    this.#isListening = false;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => {
      this.#client = null;
      this.#open();
    }, this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, MAX_RETRY_MS);
  }

  async #flush(): Promise<void> {
    const client = this.#client;
    if (client === null || !this.#isListening || this.#isRinging) return;
    this.#isRinging = true;
    while (this.#toRing.size > 0 && this.#isListening && !this.#isClosed) {
      const bells = [...this.#toRing];
      this.#toRing.clear();
      await client.query(bells.map((bell) => `notify ${Bells.channelOf(bell)}`).join(";")).catch(() => undefined);
    }
    this.#isRinging = false;
  }
}
