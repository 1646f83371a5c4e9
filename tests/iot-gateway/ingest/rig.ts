// A pipeline without an edge: tests pass messages to it like an edge and see its acknowledgements.
import type { LiveBatch } from "@minqing/core/live/bus";
import type { Database } from "@minqing/geodata/database";
import { loadDirectory } from "@minqing/iot-gateway/directory/directory";
import { Gate } from "@minqing/iot-gateway/ingest/gate";
import { IngestCache } from "@minqing/iot-gateway/ingest/ingest-cache";
import { GatewayMetrics } from "@minqing/iot-gateway/metrics";
import { Pipeline } from "@minqing/iot-gateway/pipeline";
import { observationsOf } from "../mqtt-device.ts";
import { quietLog } from "../quiet-log.ts";

export interface Sent {
  topic: string;
  message: unknown;
  qos?: 0 | 1;
  receivedAtMs?: number;
  username?: string;
  isRedelivery?: boolean;
}

export async function openRig(db: Database) {
  const directory = await loadDirectory(db, {
    keepDays: 90,
    onBroken: (id, fault) => {
      throw new Error(`${id}: ${fault}`);
    },
  });
  const cache = new IngestCache();
  const gate = new Gate();
  const live: LiveBatch[] = [];
  const metrics = new GatewayMetrics();
  const pipeline = new Pipeline({
    db,
    bus: { publish: (batch) => live.push(batch) },
    log: quietLog,
    metrics,
    gate,
    cache,
    directory: () => directory,
    batchMessages: 2_000,
    batchMs: 5,
  });
  pipeline.invalidateCache();
  gate.open();
  /** One batch, in order; resolves with the indices in the order of their acknowledgement. */
  const sendAll = (messages: readonly Sent[]): Promise<number[]> =>
    new Promise((resolve) => {
      const acknowledged: number[] = [];
      messages.forEach(
        ({ topic, message, qos = 1, receivedAtMs = Date.now(), username = null, isRedelivery = false }, i) => {
          const payload = Buffer.isBuffer(message)
            ? message
            : Buffer.from(typeof message === "string" ? message : JSON.stringify(message));
          const acknowledge = () => {
            acknowledged.push(i);
            if (acknowledged.length === messages.length) resolve(acknowledged);
          };
          pipeline.receive({ topic, payload, qos, receivedAtMs, isRedelivery, username, acknowledge });
        },
      );
    });
  return {
    pipeline,
    cache,
    directory,
    gate,
    live,
    metrics,
    sendAll,
    send: async (topic: string, message: unknown, rest: Omit<Sent, "topic" | "message"> = {}): Promise<void> => {
      await sendAll([{ topic, message, ...rest }]);
    },
    observe: async (thingId: string, message: unknown, rest: Omit<Sent, "topic" | "message"> = {}): Promise<void> => {
      await sendAll([{ topic: observationsOf(thingId), message, ...rest }]);
    },
  };
}
