// A PostgreSQL cluster for one test run or chaos test: free port, temporary folder, removed afterwards.
import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { appendFileSync, chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./free-port.ts";
import { type GuardedProcess, type StopStep, startGuarded, stopGuarded } from "./guarded-process.ts";
import { findPostgres } from "./postgres-install.ts";

export interface PostgresOptions {
  /** "durable" is PostgreSQL's default (fsync on); "volatile" turns fsync off, for suites that never kill it. */
  durability?: "durable" | "volatile";
  settings?: Record<string, string>;
}

export interface PostgresCluster {
  /** Superuser; the password is random and the server listens on loopback only. */
  readonly url: string;
  readonly binDir: string;
  readonly dataDir: string;
  readonly version: number;
  readonly durability: "durable" | "volatile";
  /** Fast shutdown, then the folder is removed. */
  stop(): Promise<void>;
  /** SIGKILL to the postmaster, as the kernel's out-of-memory killer would. */
  kill9(): Promise<void>;
  /** Starts again on the same data and port; waits until recovery is done. */
  restart(): Promise<void>;
}

// Fast shutdown, then immediate shutdown, then SIGKILL.
const POSTGRES_STOP: StopStep[] = [
  { signal: "SIGINT", graceMs: 10_000 },
  { signal: "SIGQUIT", graceMs: 5_000 },
  { signal: "SIGKILL", graceMs: 5_000 },
];

export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresCluster> {
  const install = findPostgres();
  if (install === null)
    throw new Error("postgres: expected a server >= 15 with PostGIS in /usr/lib/postgresql, got none");
  const { durability = "durable", settings = {} } = options;
  const owner = process.getuid?.() === 0 ? postgresUser() : undefined;
  const folder = mkdtempSync(join(tmpdir(), "minqing-pg-"));
  const dataDir = join(folder, "data");
  const password = randomBytes(16).toString("hex");
  const port = await freePort();
  initialise({ binDir: install.binDir, folder, dataDir, password, owner });
  configure(dataDir, { port: String(port), fsync: durability === "durable" ? "on" : "off", ...settings });

  const start = () => startServer({ binDir: install.binDir, folder, dataDir, port, owner });
  let server = await start();
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    binDir: install.binDir,
    dataDir,
    version: install.version,
    durability,
    stop: async () => {
      await stopGuarded(server, POSTGRES_STOP);
      rmSync(folder, { recursive: true, force: true });
    },
    kill9: async () => {
      server.kill("SIGKILL");
      await server.exited;
    },
    restart: async () => {
      await stopGuarded(server, POSTGRES_STOP);
      server = await start();
    },
  };
}

interface Location {
  binDir: string;
  folder: string;
  dataDir: string;
  owner: { uid: number; gid: number } | undefined;
}

function postgresUser(): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

function initialise({ binDir, folder, dataDir, password, owner }: Location & { password: string }): void {
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  // initdb and postgres refuse to run as root, so the folder belongs to the user that Debian's package has made.
  if (owner !== undefined) for (const path of [folder, passwordFile]) chownSync(path, owner.uid, owner.gid);
  const args = ["-D", dataDir, "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"];
  const safety = [`--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--no-sync"];
  execFileSync(join(binDir, "initdb"), [...args, ...safety], {
    stdio: ["ignore", "ignore", "inherit"],
    cwd: folder,
    ...owner,
  });
}

function configure(dataDir: string, settings: Record<string, string>): void {
  const all = {
    listen_addresses: "127.0.0.1",
    // No socket file: its path would have to stay under 108 bytes.
    unix_socket_directories: "",
    max_connections: "200",
    timezone: "UTC",
    ...settings,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${value}'`);
  appendFileSync(join(dataDir, "postgresql.conf"), `\n${lines.join("\n")}\n`);
}

async function startServer(at: Location & { port: number }): Promise<GuardedProcess> {
  const { binDir, folder, dataDir, port, owner } = at;
  const giveUpAt = Date.now() + 60_000;
  for (;;) {
    const logFile = join(folder, "postgres.log");
    // SIGQUIT is PostgreSQL's immediate shutdown: an orphan needs no checkpoint.
    const server = await startGuarded({
      command: join(binDir, "postgres"),
      args: ["-D", dataDir],
      logFile,
      cwd: folder,
      owner,
      orphanSignal: "QUIT",
      orphanFolder: folder,
    });
    if (await isReady(server, { binDir, port, giveUpAt })) return server;
    const tail = server.logTail();
    await stopGuarded(server, POSTGRES_STOP);
    // After kill -9 the old backends need a moment to notice; until then the shared memory is refused.
    if (!tail.includes("pre-existing shared memory block") || Date.now() > giveUpAt) {
      throw new Error(`postgres: expected a server on port ${port}, got\n${tail}`);
    }
    await sleep(200);
  }
}

async function isReady(
  server: GuardedProcess,
  { binDir, port, giveUpAt }: { binDir: string; port: number; giveUpAt: number },
): Promise<boolean> {
  while (!server.hasExited() && Date.now() < giveUpAt) {
    if (acceptsSessions(binDir, port)) return true;
    await sleep(30);
  }
  return false;
}

/** pg_isready's exit code is 0 only once recovery is over. */
function acceptsSessions(binDir: string, port: number): boolean {
  const args = ["-q", "-h", "127.0.0.1", "-p", String(port)];
  return spawnSync(join(binDir, "pg_isready"), args, { stdio: "ignore" }).status === 0;
}
