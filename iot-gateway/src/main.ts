// npm run gateway: receives MQTT messages, stores and acknowledges them. `npm run gateway -- mosquitto-files DIR` writes the
// password and ACL files of a Mosquitto broker.
import { createLocalBus } from "@minqing/core/live/local-bus";
import { databaseSettings } from "@minqing/geodata/database-settings";
import { asOwner, openDatabase } from "@minqing/geodata/open-database";
import { keepFilesPrivate } from "@minqing/geodata/process/own-folder";
import { readBrokerTls } from "@minqing/geodata/process/tls/broker-tls";
import { TlsIdentity } from "@minqing/geodata/process/tls/tls-identity";
import pino from "pino";
import { collectDefaultMetrics, Registry } from "prom-client";
import { MqttBusPublisher } from "./bus-mqtt.ts";
import { gatewayConfig } from "./config.ts";
import { writeMosquittoFiles } from "./mosquitto/write-files.ts";
import { type EdgeOptions, openGateway } from "./open-gateway.ts";
import { serveMetrics } from "./serve-metrics.ts";

keepFilesPrivate();
const { settings, tuning, metricsPort, tlsFiles, brokerTrust, warnings } = gatewayConfig();
const log = pino({ level: settings.LOG_LEVEL, base: { process: "gateway" } });
const db = await openDatabase(databaseSettings(settings));
const [command, folder] = process.argv.slice(2);

if (command === "mosquitto-files") {
  await writeMosquittoFiles(db, folder ?? "", settings);
  await db.close();
} else if (command === undefined) {
  await run();
} else {
  throw new Error(`expected no command or mosquitto-files DIR, got ${command}`);
}

async function run(): Promise<void> {
  const { MQTT_URL: url, MQTT_USERNAME: username, MQTT_PASSWORD: password } = settings;
  for (const warning of warnings) log.warn(warning);
  const credential = { ...(password === undefined ? {} : { username, password }), tls: readBrokerTls(brokerTrust) };
  const identity = tlsFiles === null ? null : await TlsIdentity.open(tlsFiles, { log });
  const tls = identity === null ? null : { identity, port: settings.MQTTS_PORT };
  const edge: EdgeOptions =
    url === undefined
      ? { kind: "embedded", host: settings.HOST, port: settings.MQTT_PORT, tls }
      : { kind: "external", url, ...credential };
  const bus = url === undefined ? createLocalBus() : new MqttBusPublisher({ url, ...credential }, log);
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gateway = await openGateway({
    db,
    edge,
    bus,
    log,
    registry,
    tuning,
    asOwner: (work) => asOwner(databaseSettings(settings), db, work),
  });
  const metrics = await serveMetrics(registry, metricsPort);
  const stop = async () => {
    await metrics?.close();
    await gateway.close();
    if (bus instanceof MqttBusPublisher) await bus.close();
    await db.close();
    identity?.close();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop());
}
