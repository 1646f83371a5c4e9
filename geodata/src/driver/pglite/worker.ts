// The worker thread that owns PGlite. It takes PostgreSQL's wire protocol and gives PostgreSQL's answer back, so that
// parameters, rows and errors are handled by the same code as with a server. It blocks while a statement runs.
import { parentPort, workerData } from "node:worker_threads";
import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { postgis } from "@electric-sql/pglite-postgis";
import { readPreparedCluster } from "./prepared-cluster.ts";
import { smallPostgis } from "./small-postgis.ts";
import type { Answer, Request, WorkerOptions } from "./wire.ts";

if (parentPort === null) throw new Error("expected to run in a worker thread, got the main thread");
const port = parentPort;
const options = workerData as WorkerOptions;

function startParams(): string[] {
  // The defaults name search_path themselves; a later -c wins.
  return [
    ...PGlite.defaultStartParams,
    ...Object.entries(options.session).flatMap(([key, value]) => ["-c", `${key}=${value}`]),
  ];
}

interface Opened {
  pglite: PGlite;
  unfitPrepared: string | null;
}

async function open({ origin }: WorkerOptions): Promise<Opened> {
  if (origin === null) return { pglite: await openExisting(null), unfitPrepared: null };
  if (origin === "initdb") return { pglite: await openByInitdb(), unfitPrepared: null };
  if (origin !== "prepared") return { pglite: await openExisting(origin), unfitPrepared: null };
  const { tar, issue } = await readPreparedCluster();
  const pglite = tar === null ? await openByInitdb() : await openExisting(tar);
  return { pglite, unfitPrepared: issue };
}

/** The folder, or the cluster in `dump`: both have PostGIS. */
const openExisting = (dump: Uint8Array | null): Promise<PGlite> =>
  PGlite.create({
    ...place(),
    ...(dump === null ? {} : { loadDataDir: new Blob([new Uint8Array(dump)]) }),
    extensions: { postgis: smallPostgis },
  });

async function openByInitdb(): Promise<PGlite> {
  const pglite = await PGlite.create({ ...place(), extensions: { postgis } });
  await pglite.exec("create extension postgis with schema public");
  return pglite;
}

const place = (): PGliteOptions => ({
  ...(options.folder === null ? {} : { dataDir: options.folder }),
  startParams: startParams(),
});

/** Raw streaming: the plain call would parse every answer a second time and keep it for ever. */
async function exchange(pglite: PGlite, bytes: Uint8Array): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  await pglite.execProtocolRawStream(bytes, { onRawData: (part) => void parts.push(part.slice()) });
  const all = parts.length === 1 ? (parts[0] ?? new Uint8Array()) : new Uint8Array(Buffer.concat(parts));
  return readyOnce(all);
}

/**
 * PGlite 0.5.8 says ReadyForQuery twice after a failed parametrised statement, and the client would take the second for
 * the end of its next one. A request holds one Sync or one Query, so its answer ends with exactly one.
 */
function readyOnce(bytes: Uint8Array): Uint8Array {
  const first = bytes.length - 2 * READY_LENGTH;
  if (first < 0 || !isReady(bytes, first) || !isReady(bytes, first + READY_LENGTH)) return bytes;
  const once = bytes.slice(0, bytes.length - READY_LENGTH);
  once.set(bytes.subarray(bytes.length - READY_LENGTH), first);
  return once;
}

// [PostgreSQL 55.7] ReadyForQuery: 'Z', length 5, one byte of transaction status. No text can hold these bytes.
const READY_LENGTH = 6;
const isReady = (bytes: Uint8Array, at: number): boolean =>
  [0x5a, 0, 0, 0, 5].every((byte, i) => bytes[at + i] === byte);

function answer(message: Answer): void {
  port.postMessage(message, message.kind === "bytes" ? [message.bytes.buffer as ArrayBuffer] : []);
}

async function handle(pglite: PGlite, request: Request): Promise<Answer> {
  switch (request.kind) {
    case "wire":
      return { kind: "bytes", bytes: await exchange(pglite, request.bytes) };
    case "dump":
      return {
        kind: "bytes",
        bytes: new Uint8Array(await (await pglite.dumpDataDir(request.compression)).arrayBuffer()),
      };
    case "close":
      await pglite.exec("checkpoint");
      await pglite.close();
      return { kind: "closed" };
  }
}

const { pglite, unfitPrepared } = await open(options);
let last: Promise<void> = Promise.resolve();
port.on("message", (request: Request) => {
  last = last.then(async () => {
    answer(await handle(pglite, request));
    if (request.kind === "close") port.close();
  });
  last.catch((fault: unknown) => {
    answer({ kind: "fault", message: fault instanceof Error ? fault.message : String(fault) });
    process.exit(1);
  });
});
answer({ kind: "ready", unfitPrepared });
