// The live bus when the gateway is another process: receives its coalesced batches on one topic of the broker, QoS 0. The
// device's next message replaces a lost one.
import { randomUUID } from "node:crypto";
import type { LiveBatch, LiveBus } from "@minqing/core/live/bus";
import { decodeLiveBatch, LIVE_TOPIC } from "@minqing/core/live/bus-codec";
import type { BrokerTls } from "@minqing/geodata/process/tls/broker-tls";
import mqtt, { type MqttClient } from "mqtt";
import type { Logger } from "pino";

export interface BusAddress {
  url: string;
  username?: string | undefined;
  password?: string | undefined;
  tls?: BrokerTls;
}

export class MqttBusListener implements LiveBus {
  readonly #client: MqttClient;
  readonly #listeners = new Set<(batch: LiveBatch) => void>();

  constructor({ url, username, password, tls = {} }: BusAddress, log: Logger) {
    this.#client = mqtt.connect(url, {
      ...tls,
      // Random: no device can end this connection by its client id.
      clientId: `minqing-server-live-${randomUUID()}`,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
    });
    this.#client.on("connect", () => {
      this.#client.subscribe(LIVE_TOPIC, { qos: 0 }, (fault) => {
        if (fault !== null) log.error({ err: fault }, "the broker refused the live topic");
      });
    });
    this.#client.on("error", (fault) => log.warn({ err: fault }, "the live bus failed"));
    this.#client.on("message", (_topic, payload) => this.#receive(payload, log));
  }

  /** Never called: a server only listens. */
  publish(): void {
    throw new TypeError("expected the gateway to publish on the live bus, got the server");
  }

  subscribe(listener: (batch: LiveBatch) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    await this.#client.endAsync(true);
  }

  #receive(payload: Buffer, log: Logger): void {
    try {
      const batch = decodeLiveBatch(payload.toString("utf8"));
      for (const listener of this.#listeners) listener(batch);
    } catch (fault) {
      log.warn({ err: fault, bytes: payload.length }, "a live batch could not be read");
    }
  }
}
