// The gateway's metrics for Prometheus. Units are in the names.
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Draft } from "./ingest/draft.ts";
import type { Written } from "./ingest/write-batch.ts";

export class GatewayMetrics {
  readonly registry: Registry;
  readonly received: Counter<"qos">;
  readonly refused: Counter;
  readonly stalled: Gauge;
  readonly leading: Gauge;
  readonly #fates: Counter<"fate">;
  readonly #deadLetters: Counter;
  readonly #values: Counter;
  readonly #batchMessages: Histogram;
  readonly #writeSeconds: Histogram;

  constructor(registry: Registry = new Registry()) {
    this.registry = registry;
    const registers = [registry];
    const counter = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
      new Counter({ name: `minqing_gateway_${name}`, help, labelNames, registers });
    this.received = counter(
      "messages_received_total",
      "MQTT messages that reached the pipeline, by quality of service",
      ["qos"],
    );
    this.refused = counter("refused_total", "Sign-ins, subscriptions and publications refused at the edge");
    this.#fates = counter("messages_total", "Messages by their fate, after COMMIT", ["fate"]);
    this.#deadLetters = counter("dead_letters_total", "Rows written to dead_letters");
    this.#values = counter("values_total", "Values of messages that were written");
    this.stalled = new Gauge({
      name: "minqing_gateway_stalled",
      help: "1 while the database cannot be written and messages wait",
      registers,
    });
    this.leading = new Gauge({
      name: "minqing_gateway_leading",
      help: "1 while this gateway holds the lease",
      registers,
    });
    this.#batchMessages = new Histogram({
      name: "minqing_gateway_batch_messages",
      help: "Messages in one transaction",
      buckets: [1, 10, 50, 100, 250, 500, 1000, 2000],
      registers,
    });
    this.#writeSeconds = new Histogram({
      name: "minqing_gateway_write_seconds",
      help: "Time of one ingest transaction, COMMIT included",
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5],
      registers,
    });
  }

  /** Adds a gauge that is read at each scrape. */
  addGauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name: `minqing_gateway_${name}`,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }

  recordBatch(drafts: readonly Draft[], written: Written, tookMs: number): void {
    for (const [fate, count] of Object.entries(written.ledger.fates)) if (count > 0) this.#fates.inc({ fate }, count);
    if (written.deadLetters > 0) this.#deadLetters.inc(written.deadLetters);
    this.#values.inc(drafts.reduce((sum, draft) => sum + draft.observations.length, 0));
    this.#batchMessages.observe(drafts.length);
    this.#writeSeconds.observe(tookMs / 1000);
  }
}
