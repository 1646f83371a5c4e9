// A Mosquitto broker for one test: free port, temporary folder, removed afterwards.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./free-port.ts";
import { type GuardedProcess, type StopStep, startGuarded, stopGuarded } from "./guarded-process.ts";

export interface MosquittoOptions {
  /** Without it every client may connect (loopback only). */
  passwordFile?: string;
  aclFile?: string;
  /** Stores sessions and queued messages; saved every second, so kill -9 loses at most one second. */
  persistence?: boolean;
  /** Messages queued for one absent client; Mosquitto's own default of 1,000 drops the rest silently. */
  maxQueued?: number;
  /** QoS 1 messages in flight to one client; Mosquitto's own default is 20. */
  maxInflight?: number;
  settings?: Record<string, string>;
  /** Lines of a whole configuration instead of all of the above; `PORT` is replaced. */
  configuration?: string;
}

export interface Mosquitto {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Configuration, log and persistence file. */
  readonly folder: string;
  stop(): Promise<void>;
  kill9(): Promise<void>;
  /** Starts again with the same configuration, port and persistence file. */
  restart(): Promise<void>;
  /** Re-reads the password and ACL files (SIGHUP). */
  reload(): void;
}

const MOSQUITTO_STOP: StopStep[] = [
  { signal: "SIGTERM", graceMs: 5_000 },
  { signal: "SIGKILL", graceMs: 5_000 },
];

/** The broker's binary, or null. Debian puts it outside an ordinary user's PATH. */
export function findMosquitto(): string | null {
  const named = process.env["MINQING_TEST_MQTT_BIN"];
  const places = ["/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto"];
  return [...(named === undefined ? [] : [named]), ...places].find((path) => existsSync(path)) ?? null;
}

export async function startMosquitto(options: MosquittoOptions = {}): Promise<Mosquitto> {
  const binary = findMosquitto();
  if (binary === null) throw new Error("mosquitto: expected /usr/sbin/mosquitto or MINQING_TEST_MQTT_BIN, got neither");
  const folder = mkdtempSync(join(tmpdir(), "minqing-mqtt-"));
  const port = await freePort();
  const configFile = join(folder, "mosquitto.conf");
  writeFileSync(configFile, configuration(options, { port, folder }));

  const start = () => startBroker({ binary, configFile, port, folder });
  let broker = await start();
  return {
    url: `mqtt://127.0.0.1:${port}`,
    port,
    folder,
    get pid() {
      return broker.pid;
    },
    stop: async () => {
      await stopGuarded(broker, MOSQUITTO_STOP);
      rmSync(folder, { recursive: true, force: true });
    },
    kill9: async () => {
      broker.kill("SIGKILL");
      await broker.exited;
    },
    restart: async () => {
      await stopGuarded(broker, MOSQUITTO_STOP);
      broker = await start();
    },
    reload: () => broker.kill("SIGHUP"),
  };
}

// Started by root, Mosquitto would switch to the user `mosquitto`, who may not read the files of a test.
const AS_ROOT = process.getuid?.() === 0 ? { user: "root" } : {};

function configuration(options: MosquittoOptions, { port, folder }: { port: number; folder: string }): string {
  if (options.configuration !== undefined) {
    const own = Object.entries({ ...AS_ROOT, log_dest: "stderr", persistence_location: `${folder}/` });
    return `${own.map(([name, value]) => `${name} ${value}`).join("\n")}\n${options.configuration.replaceAll("PORT", String(port))}`;
  }
  const {
    passwordFile,
    aclFile,
    persistence = false,
    maxQueued = 1_000_000,
    maxInflight = 1_000,
    settings = {},
  } = options;
  const lines = {
    listener: `${port} 127.0.0.1`,
    allow_anonymous: String(passwordFile === undefined),
    ...(passwordFile === undefined ? {} : { password_file: passwordFile }),
    ...(aclFile === undefined ? {} : { acl_file: aclFile }),
    persistence: String(persistence),
    ...(persistence ? { persistence_location: `${folder}/`, autosave_interval: "1" } : {}),
    max_queued_messages: String(maxQueued),
    max_inflight_messages: String(maxInflight),
    set_tcp_nodelay: "true",
    ...AS_ROOT,
    log_dest: "stderr",
    ...settings,
  };
  return `${Object.entries(lines)
    .map(([name, value]) => `${name} ${value}`)
    .join("\n")}\n`;
}

async function startBroker(at: {
  binary: string;
  configFile: string;
  port: number;
  folder: string;
}): Promise<GuardedProcess> {
  const { binary, configFile, port, folder } = at;
  const logFile = join(folder, "mosquitto.log");
  const broker = await startGuarded({ command: binary, args: ["-c", configFile], logFile, orphanFolder: folder });
  const giveUpAt = Date.now() + 10_000;
  while (!broker.hasExited() && Date.now() < giveUpAt) {
    if (await canConnect(port)) return broker;
    await sleep(20);
  }
  const tail = broker.logTail();
  await stopGuarded(broker, MOSQUITTO_STOP);
  throw new Error(`mosquitto: expected a listener on port ${port}, got\n${tail}`);
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}
