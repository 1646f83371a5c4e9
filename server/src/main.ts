// `npm run serve`: the server as its own process, beside a gateway, with PostgreSQL and a broker.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { cityByCode } from "@minqing/core/city/city";
import { createLocalBus } from "@minqing/core/live/local-bus";
import { countDemoAccounts } from "@minqing/geodata/access/queries";
import { databaseSettings } from "@minqing/geodata/database-settings";
import { asOwner, openDatabase } from "@minqing/geodata/open-database";
import { keepFilesPrivate } from "@minqing/geodata/process/own-folder";
import { readBrokerTls } from "@minqing/geodata/process/tls/broker-tls";
import { TlsIdentity } from "@minqing/geodata/process/tls/tls-identity";
import pino from "pino";
import { anchorFrom } from "./audit/anchor.ts";
import { provideAuditKey } from "./audit/key.ts";
import { hostNames, type ServerConfig, serverConfig } from "./config.ts";
import { MqttBusListener } from "./live/mqtt-bus-listener.ts";
import { openServer } from "./open-server.ts";

keepFilesPrivate();
const { settings, secret, sealing, sso, tlsFiles, brokerTrust, warnings } = configOrExit();
const log = pino({ level: settings.LOG_LEVEL, base: { process: "server" } });
for (const warning of warnings) log.warn(warning);
const tls = tlsFiles === null ? null : await TlsIdentity.open(tlsFiles, { log });
const webDir = resolve(import.meta.dirname, "../../web/dist");
if (!existsSync(webDir)) throw new Error(`expected the built pages in ${webDir}, got nothing: run npm run build first`);

const target = databaseSettings(settings);
const db = await openDatabase(target);
const { MQTT_URL: url, MQTT_USERNAME: username, MQTT_PASSWORD: password, DEMO: demo } = settings;
const bus =
  url === undefined
    ? createLocalBus()
    : new MqttBusListener({ url, username, password, tls: readBrokerTls(brokerTrust) }, log);
if (url === undefined) log.warn("no MQTT_URL: positions and values come with the snapshot only, not live");
const demoAccounts = demo ? 0 : await countDemoAccounts(db);
if (demoAccounts > 0) log.warn({ demoAccounts }, "the database contains demo accounts: they cannot sign in here");
const server = await openServer({
  db,
  bus,
  log,
  demo,
  secret,
  sealing,
  sso,
  tls,
  webDir,
  hosts: hostNames(settings),
  proxies: settings.PROXY_ADDRESSES,
  city: cityByCode(settings.CITY),
  host: settings.HOST,
  port: settings.PORT,
  basemapDir: join(settings.DATA_DIR, "basemap"),
  metricsToken: settings.METRICS_TOKEN ?? null,
  isBusLossy: true,
  auditKey: await provideAuditKey(settings),
  auditAnchor: anchorFrom(settings.AUDIT_ANCHOR),
  asOwner: (work) => asOwner(target, db, work),
});
log.info({ url: server.url, database: db.driver }, "server ready");

const stop = async () => {
  await server.close();
  if (bus instanceof MqttBusListener) await bus.close();
  await db.close();
  tls?.close();
  process.exit(0);
};
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop());

/** Prints an invalid setting as a message without a stack trace, and exits. */
function configOrExit(): ServerConfig {
  try {
    return serverConfig();
  } catch (fault) {
    console.error(`serve: ${fault instanceof Error ? fault.message : fault}`);
    process.exit(1);
  }
}
