// The one-command mode (npm start): embedded database and broker, demo city, simulators. Wiring only.
import { type ChildProcess, spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { cityByCode } from "@minqing/core/city/city";
import { createLocalBus } from "@minqing/core/live/local-bus";
import { parseSettings, type Settings } from "@minqing/core/settings/settings";
import {
  brokerTrust,
  checkBrokerEncryption,
  checkListenerEncryption,
  listenerFiles,
} from "@minqing/core/settings/transport";
import type { Database } from "@minqing/geodata/database";
import { databaseSettings } from "@minqing/geodata/database-settings";
import { provideDemoAccounts } from "@minqing/geodata/demo/access/demo-accounts";
import { provideDemoSecret } from "@minqing/geodata/demo/access/demo-secret";
import { provideBasemap } from "@minqing/geodata/demo/basemap/provide-basemap";
import type { CityOptions, DemoCity } from "@minqing/geodata/demo/city/demo-city";
import { lazyDemoCity } from "@minqing/geodata/demo/city/lazy-demo-city";
import { provideDemoDevices } from "@minqing/geodata/demo/device/demo-devices";
import { DEMO_SEED, type SeedProgress, seedDemoCity } from "@minqing/geodata/demo/seed/seed-demo-city";
import { migrateDatabase } from "@minqing/geodata/migration/migrate";
import { asOwner, type DatabaseSettings, openDatabase } from "@minqing/geodata/open-database";
import { ensureOwnFolder, keepFilesPrivate } from "@minqing/geodata/process/own-folder";
import { readBrokerTls } from "@minqing/geodata/process/tls/broker-tls";
import { TlsIdentity } from "@minqing/geodata/process/tls/tls-identity";
import { waitForObservation } from "@minqing/geodata/thing/wait-for-observation";
import { type EdgeOptions, openGateway } from "@minqing/iot-gateway/open-gateway";
import { singleSignOnFrom } from "@minqing/server/access/sso/settings";
import { anchorFrom } from "@minqing/server/audit/anchor";
import { provideAuditKey } from "@minqing/server/audit/key";
import { hostNames, sealingFrom, sessionSecret } from "@minqing/server/config";
import { openServer } from "@minqing/server/open-server";
import pino from "pino";
import { buildWeb } from "./web/build-web.ts";

/** Long, because the simulators first sign in some thousand devices. */
const FIRST_OBSERVATION_MS = 60_000;

/** Limits the time of closing. Everything acknowledged is stored already. */
const CLOSE_MS = 30_000;

/** `--pages URL` (npm run dev): the pages are served there, none are built, and we end when stdin closes. */
const { pages: devUrl } = parseArgs({ options: { pages: { type: "string" } } }).values;

const startedAt = new Date();
const printProgress = (text: string) =>
  console.log(`${((Date.now() - startedAt.getTime()) / 1000).toFixed(1).padStart(6)} s  ${text}`);

const settings = parseSettings({ DEMO: "1", ...process.env });
process.env.TZ = settings.TZ;
const city = cityByCode(settings.CITY);
const dataDir = resolve(settings.DATA_DIR);
keepFilesPrivate();
await ensureOwnFolder(dataDir);
const log = pino({ level: settings.LOG_LEVEL === "info" ? "warn" : settings.LOG_LEVEL });

/** Open parts; closed in reverse order. */
const opened: { name: string; close(): Promise<void> }[] = [];
let isStopping = false;
async function stop(code: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => {
    log.error(`expected every part to close within ${CLOSE_MS / 1000} s, got a timeout: exiting`);
    process.exit(1);
  }, CLOSE_MS).unref();
  for (const { name, close } of opened.reverse()) {
    await close().catch((err) => log.error({ err }, `could not close ${name}`));
  }
  process.exit(code);
}
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(0));
if (devUrl !== undefined) process.stdin.resume().once("end", () => void stop(0));

async function open<T extends { close(): Promise<unknown> }>(name: string, opening: Promise<T>): Promise<T> {
  const part = await opening;
  opened.push({ name, close: async () => void (await part.close()) });
  return part;
}

async function openIdentity(clientCa: Parameters<typeof listenerFiles>[1]): Promise<TlsIdentity | null> {
  const files = listenerFiles(settings, clientCa);
  if (files === null) return null;
  const identity = await TlsIdentity.open(files, { log });
  opened.push({ name: "certificate", close: async () => identity.close() });
  return identity;
}

async function edgeFrom({ MQTT_URL, MQTT_USERNAME, MQTT_PASSWORD, ...own }: Settings): Promise<EdgeOptions> {
  if (MQTT_URL === undefined) {
    const identity = await openIdentity("MQTTS_CLIENT_CA_FILE");
    const tls = identity === null ? null : { identity, port: own.MQTTS_PORT };
    return { kind: "embedded", host: own.HOST, port: own.MQTT_PORT, tls };
  }
  const password = MQTT_PASSWORD === undefined ? {} : { password: MQTT_PASSWORD };
  const tls = readBrokerTls(brokerTrust(settings));
  return { kind: "external", url: MQTT_URL, username: MQTT_USERNAME, ...password, tls };
}

/** A self-made certificate is in no trust store: the simulators trust its file, and still check the name in it. */
const simsTrust = () =>
  settings.TLS_CERT_FILE === undefined
    ? {}
    : { NODE_EXTRA_CA_CERTS: process.env["NODE_EXTRA_CA_CERTS"] ?? settings.TLS_CERT_FILE };

/** Starts the simulators as a separate process, which ends when its stdin closes. */
function startSims(url: string, mqttUrl: string): ChildProcess {
  const main = fileURLToPath(new URL("sims/src/main.ts", import.meta.url));
  const addresses = ["--url", url, "--mqtt", mqttUrl, "--data-dir", dataDir, "--with-parent"];
  const activity = ["--scenario", settings.SIM_SCENARIO, "--rate", String(settings.SIM_RATE)];
  const env = { ...process.env, ...simsTrust() };
  const child = spawn(process.execPath, [main, ...addresses, ...activity], {
    env,
    stdio: ["pipe", "ignore", "inherit"],
  });
  const close = async () => {
    if (child.exitCode !== null) return;
    const exited = new Promise((done) => child.once("exit", done));
    child.stdin?.end();
    const killer = setTimeout(() => child.kill("SIGKILL"), 5_000);
    await exited;
    clearTimeout(killer);
  };
  opened.push({ name: "simulators", close });
  child.once("exit", (code) => {
    if (!isStopping) log.error(`the simulators ended with ${code}; no more simulated data`);
  });
  return child;
}

type CityRequest = CityOptions & { makeCity: () => DemoCity };

/** Schema, demo city, accounts and devices; what is there already stays. */
async function prepareDatabase(target: DatabaseSettings, options: CityRequest): Promise<Database> {
  const db = await open("database", openDatabase(target));
  await migrateDatabase(target, db);
  printProgress(`database ready: ${db.driver === "pglite" ? "PGlite + PostGIS, embedded" : "PostgreSQL + PostGIS"}`);
  const onProgress = ({ step, share }: SeedProgress) =>
    printProgress(`city ${String(Math.round(share * 100)).padStart(3)} %  ${step}`);
  await asOwner(target, db, (owner) => seedDemoCity(owner, { ...options, anchor: startedAt, onProgress }));
  await provideDemoAccounts(db, dataDir, city.code, startedAt);
  await provideDemoDevices(db, dataDir);
  printProgress("city, accounts and devices ready");
  return db;
}

async function start(): Promise<void> {
  for (const warning of [checkListenerEncryption(settings), checkBrokerEncryption(settings)])
    if (warning !== null) printProgress(warning);
  printProgress(`${city.nameZh} ${city.nameEn}, data in ${dataDir}`);
  const webBuilt = Promise.allSettled([devUrl === undefined ? buildWeb() : join(dataDir, "no-pages")]);
  const onUnfitPrepared = (issue: string) =>
    log.warn(`the prepared database does not fit, initdb made this one: ${issue}`);
  const target = { ...databaseSettings(settings), dataDir, onUnfitPrepared };
  const cityOptions = { cityCode: city.code, seed: DEMO_SEED, densityScale: settings.CITY_SCALE };
  const makeCity = lazyDemoCity(cityOptions);
  // Side by side: the database has its own thread, and so has what takes long of the basemap.
  const [db, basemapDir] = await Promise.all([
    prepareDatabase(target, { ...cityOptions, makeCity }),
    provideBasemap(cityOptions, dataDir, makeCity),
  ]);
  const parts = {
    db,
    bus: createLocalBus(),
    log,
    asOwner: <T>(work: (owner: Database) => Promise<T>) => asOwner(target, db, work),
  };
  const gateway = await open("gateway", openGateway({ ...parts, edge: await edgeFrom(settings) }));
  const [pages] = await webBuilt;
  if (pages.status === "rejected") throw pages.reason;
  if (devUrl === undefined) printProgress("pages built");
  const { HOST: host, PORT: port } = settings;
  const secret = sessionSecret(settings) ?? (await provideDemoSecret(dataDir));
  const sso = singleSignOnFrom(settings);
  const secrets = { secret, sealing: sealingFrom(settings, secret) };
  const audit = {
    auditKey: await provideAuditKey({ ...settings, DEMO: true, DATA_DIR: dataDir }),
    auditAnchor: anchorFrom(settings.AUDIT_ANCHOR),
  };
  const listener = {
    host,
    port,
    tls: await openIdentity("TLS_CLIENT_CA_FILE"),
    hosts: hostNames(settings),
    proxies: settings.PROXY_ADDRESSES,
  };
  const server = await open(
    "server",
    openServer({ ...parts, ...audit, ...secrets, ...listener, sso, city, demo: true, webDir: pages.value, basemapDir }),
  );
  const { mqttPort, mqttsPort } = gateway;
  const mqttUrl =
    settings.MQTT_URL ?? (mqttsPort === null ? `mqtt://${host}:${mqttPort}` : `mqtts://${host}:${mqttsPort}`);
  if (settings.SIM_RATE > 0) {
    // With TLS the plain port listens on loopback.
    startSims(server.url, settings.MQTT_URL ?? `mqtt://${mqttsPort === null ? host : "127.0.0.1"}:${mqttPort}`);
    await waitForObservation(db, startedAt, FIRST_OBSERVATION_MS);
  }
  announce(server.url, mqttUrl, server.createSignInLink("leader"));
}

function announce(serverUrl: string, mqttUrl: string, enterLink: string): void {
  const url = devUrl ?? serverUrl;
  console.log(`
  民情地图 ${city.nameZh}    模拟数据 simulated data
  wall     ${url}/wall
  console  ${url}/console
  admin    ${url}/admin
  API      ${url}/docs
  MQTT     ${mqttUrl}
  accounts ${join(dataDir, "demo-accounts.json")}   devices ${join(dataDir, "demo-devices.json")}
  sign in as the demo leader, once: ${enterLink.replace(serverUrl, url)}
`);
  console.log(`minqing ready ${url}`);
}

start().catch(async (fault) => {
  console.error(fault);
  await stop(1);
});
