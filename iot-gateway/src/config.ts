// The gateway's settings: those of every process, and its own for batching and retention of telemetry.
import { parseSettings, type Settings } from "@minqing/core/settings/settings";
import {
  type BrokerTrust,
  brokerTrust,
  checkBrokerEncryption,
  checkListenerEncryption,
  type ListenerFiles,
  listenerFiles,
} from "@minqing/core/settings/transport";
import { z } from "zod";

const milliseconds = z.coerce.number().int().positive();
const count = z.coerce.number().int().positive();

const GatewaySettings = z.object({
  INGEST_BATCH_MESSAGES: count.default(2_000).describe("maximum number of messages in one transaction"),
  INGEST_BATCH_MS: milliseconds.default(20).describe("ms that a message waits for others to share its transaction"),
  INGEST_WINDOW: z.coerce
    .number()
    .int()
    .min(10)
    .max(65_535)
    .default(6_000)
    .describe("number of unacknowledged messages at which reading stops"),
  INGEST_SWEEP_MS: milliseconds.default(5_000).describe("ms between heartbeats and checks for silent things"),
  INGEST_REFRESH_MS: milliseconds.default(60_000).describe("ms between reads of devices and rules, without a bell"),
  GATEWAY_METRICS_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe("port of /metrics on loopback; absent: none"),
  KEEP_DEAD_LETTERS_DAYS: count.default(30).describe("days that dead letters are kept"),
  KEEP_OBSERVATIONS_DAYS: count.default(90).describe("days that telemetry is kept"),
});

export interface GatewayTuning {
  batchMessages: number;
  batchMs: number;
  window: number;
  sweepMs: number;
  refreshMs: number;
  partitionCheckMs: number;
  partitionsAheadDays: number;
  keepDays: number;
  keepDeadLettersDays: number;
}

const PARTITION_CHECK_MS = 3_600_000;
const PARTITIONS_AHEAD_DAYS = 3;

type Environment = Readonly<Record<string, string | undefined>>;

export function parseTuning(environment: Environment): GatewayTuning {
  const own = parseGatewaySettings(environment);
  return {
    batchMessages: own.INGEST_BATCH_MESSAGES,
    batchMs: own.INGEST_BATCH_MS,
    window: own.INGEST_WINDOW,
    sweepMs: own.INGEST_SWEEP_MS,
    refreshMs: own.INGEST_REFRESH_MS,
    partitionCheckMs: PARTITION_CHECK_MS,
    partitionsAheadDays: PARTITIONS_AHEAD_DAYS,
    keepDays: own.KEEP_OBSERVATIONS_DAYS,
    keepDeadLettersDays: own.KEEP_DEAD_LETTERS_DAYS,
  };
}

export interface GatewayConfig {
  settings: Settings;
  tuning: GatewayTuning;
  metricsPort: number | null;
  /** Of the embedded broker. */
  tlsFiles: ListenerFiles | null;
  brokerTrust: BrokerTrust | null;
  /** Connections that are not encrypted. */
  warnings: string[];
}

/** Throws an error with expected and got; a production start listens beyond loopback only with TLS or behind a proxy. */
export function gatewayConfig(environment: Environment = process.env): GatewayConfig {
  const settings = parseSettings(environment);
  const isEmbedded = settings.MQTT_URL === undefined;
  const warning = isEmbedded ? checkListenerEncryption(settings) : checkBrokerEncryption(settings);
  return {
    settings,
    tuning: parseTuning(environment),
    metricsPort: parseGatewaySettings(environment).GATEWAY_METRICS_PORT ?? null,
    tlsFiles: isEmbedded ? listenerFiles(settings, "MQTTS_CLIENT_CA_FILE") : null,
    brokerTrust: brokerTrust(settings),
    warnings: warning === null ? [] : [warning],
  };
}

function parseGatewaySettings(environment: Environment): z.infer<typeof GatewaySettings> {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = GatewaySettings.safeParse(present);
  if (!parsed.success) throw new Error(`settings refused\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
