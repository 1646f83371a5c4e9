// The ingest of the one-command mode as a separate process that can be killed: embedded database, embedded broker.
import { createLocalBus } from "@minqing/core/live/local-bus";
import { openDatabase } from "@minqing/geodata/open-database";
import { openGateway } from "@minqing/iot-gateway/open-gateway";
import pino from "pino";

const { DATA_DIR, MQTT_PORT } = process.env;
const db = await openDatabase({ dataDir: DATA_DIR });
const gateway = await openGateway({
  db,
  edge: { kind: "embedded", host: "127.0.0.1", port: Number(MQTT_PORT) },
  bus: createLocalBus(),
  log: pino({ level: "warn" }),
});
console.log(`listens on ${gateway.mqttPort}`);
process.once("SIGTERM", async () => {
  await gateway.close();
  await db.close();
  process.exit(0);
});
