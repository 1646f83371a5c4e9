// The live bus between gateway and server as two processes: newest positions and values, coalesced, on one topic of the
// broker, QoS 0. Volatile: while the broker is down they are dropped, not queued.

import { randomUUID } from "node:crypto";
import type { LiveBatch, LiveBus, LivePosition, LiveValue } from "@minqing/core/live/bus";
import { encodeLiveBatch, LIVE_TOPIC } from "@minqing/core/live/bus-codec";
import type { BrokerTls } from "@minqing/geodata/process/tls/broker-tls";
import mqtt, { type MqttClient } from "mqtt";
import type { Logger } from "pino";

export interface BusAddress {
  url: string;
  username?: string | undefined;
  password?: string | undefined;
  tls?: BrokerTls;
}

/** More often than the four times a second at which screens draw. */
const PUBLISH_EVERY_MS = 100;

export class MqttBusPublisher implements Pick<LiveBus, "publish"> {
  readonly #client: MqttClient;
  readonly #positions = new Map<number, LivePosition>();
  readonly #values = new Map<number, LiveValue>();
  #timer: NodeJS.Timeout | undefined;

  constructor({ url, username, password, tls = {} }: BusAddress, log: Logger) {
    this.#client = mqtt.connect(url, {
      ...tls,
      // Random: no device can end this connection by its client id.
      clientId: `minqing-gateway-live-${randomUUID()}`,
      queueQoSZero: false,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
    });
    this.#client.on("error", (fault) => log.warn({ err: fault }, "the live bus's connection failed"));
  }

  publish(batch: LiveBatch): void {
    for (const position of batch.positions) this.#positions.set(position.no, position);
    for (const value of batch.values) this.#values.set(value.datastream, value);
    this.#timer ??= setTimeout(() => this.#flush(), PUBLISH_EVERY_MS);
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#client.endAsync(true);
  }

  #flush(): void {
    this.#timer = undefined;
    const batch: LiveBatch = { positions: [...this.#positions.values()], values: [...this.#values.values()] };
    this.#positions.clear();
    this.#values.clear();
    if (this.#client.connected) this.#client.publish(LIVE_TOPIC, encodeLiveBatch(batch), { qos: 0 });
  }
}
