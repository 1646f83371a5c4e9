// Development (npm run dev): the city of start.ts, started anew when its code changes, behind Vite with hot reload.
import { type ChildProcess, spawn } from "node:child_process";
import { type FSWatcher, watch } from "node:fs";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { parseSettings } from "@minqing/core/settings/settings";
import { PAGE_POLICY } from "@minqing/server/http/security-headers";
import { openDevServer } from "./web/dev-server.ts";

/** What the city is made of. A change of the pages does not start it anew. */
const WATCHED = [
  "start.ts",
  "core/src",
  "geodata/src",
  "geodata/data",
  "geodata/migrations",
  "iot-gateway/src",
  "server/src",
  "sims/src",
];
/** Editors and git write several files for one change. */
const SETTLE_MS = 200;

const root = fileURLToPath(new URL(".", import.meta.url));
const say = (text: string) => console.log(`dev: ${text}`);

/** The process of the city. It ends when its stdin closes, so also when this process is killed. */
class City {
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | null = null;
  #ready = Promise.withResolvers<void>();
  #isStopping = false;
  #isClosed = false;

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  /** Resolves when the present process, or the next one, answers. */
  ready(): Promise<void> {
    return this.#ready.promise;
  }

  start(pagesUrl: string): void {
    if (this.#isClosed) return;
    const child = spawn(process.execPath, ["start.ts", "--pages", pagesUrl], {
      cwd: root,
      env: this.#env,
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#child = child;
    createInterface({ input: child.stdout }).on("line", (line) => {
      console.log(line);
      if (line.startsWith("minqing ready ")) this.#ready.resolve();
    });
    child.once("exit", (code, signal) => {
      this.#child = null;
      if (!this.#isStopping) say(`the city ended with ${code ?? signal}; the next change of its code starts it again`);
    });
  }

  /** Waits until the process has closed what it opened; it ends itself when that takes too long. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    this.#isStopping = true;
    this.#ready = Promise.withResolvers();
    const exited = new Promise((done) => child.once("exit", done));
    child.stdin?.end();
    await exited;
    this.#isStopping = false;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.stop();
  }
}

/** Calls `onChange` with the last of the files that changed; one call at a time. */
function watchCode(onChange: (file: string) => Promise<void>): FSWatcher[] {
  let timer: NodeJS.Timeout | undefined;
  let working = Promise.resolve();
  const noteChange = (file: string) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      working = working.then(() => onChange(file));
    }, SETTLE_MS);
  };
  return WATCHED.map((place) =>
    watch(`${root}${place}`, { recursive: true }, (_event, name) => {
      if (/\.(ts|sql|json|geojson|csv|txt)$/.test(name ?? "")) noteChange(place === name ? place : `${place}/${name}`);
    }),
  );
}

/** The same one for every start of the city. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once("error", reject).listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === "string") throw new Error(`expected a TCP address, got ${address}`);
  return address.port;
}

const { values } = parseArgs({ options: { port: { type: "string", default: "5173" } } });
const { HOST: host, PORT, TLS_CERT_FILE } = parseSettings(process.env);
if (TLS_CERT_FILE !== undefined) throw new Error("dev: expected no TLS_CERT_FILE, got one: npm run dev is plain HTTP");
const port = PORT === 0 ? await freePort() : PORT;

const city = new City({ ...process.env, PORT: String(port) });
const pages = await openDevServer({
  host,
  port: Number(values.port),
  serverUrl: `http://${["0.0.0.0", "::"].includes(host) ? "127.0.0.1" : host}:${port}`,
  serverReady: () => city.ready(),
  pagePolicy: PAGE_POLICY,
});
city.start(pages.url);
const watchers = watchCode(async (file) => {
  say(`${file} changed: starting the city anew`);
  await city.stop();
  city.start(pages.url);
});

let isEnding = false;
async function end(): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  for (const watcher of watchers) watcher.close();
  await Promise.all([city.close(), pages.close()]);
  process.exit(0);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end());
