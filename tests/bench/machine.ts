// What every figure stands beside: the machine, the versions, the time of one fsync and of one fixed computation.
import { execFileSync } from "node:child_process";
import { closeSync, existsSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { cpus, loadavg, release, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { findChromium } from "../services/chromium.ts";
import { findMosquitto } from "../services/mosquitto.ts";
import { findPostgres } from "../services/postgres-install.ts";
import { median, percentile } from "./statistics.ts";

const FSYNC_COUNT = 500;
const WAL_BLOCK_BYTES = 8192;
const COMPUTATION_COUNT = 5;
const SIEVE_LIMIT = 20_000_000;
/** π(20,000,000). */
const SIEVE_PRIMES = 1_270_607;

export function describeMachine(): string[] {
  const processor = cpus();
  const { medianMs, p99Ms } = measureFsync();
  const computationMs = measureComputation();
  return [
    `machine   ${processor[0]?.model.trim() ?? "unknown processor"}, ${processor.length} cores, ${gibibytes(totalmem())} GiB, Linux ${release()}, ${distribution()}`,
    `versions  Node ${process.versions.node}, ${versions().join(", ")}`,
    `load      ${(loadavg()[0] ?? 0).toFixed(1)} over the last minute, before the first bench`,
    `fsync     median ${medianMs.toFixed(3)} ms, p99 ${p99Ms.toFixed(3)} ms (${FSYNC_COUNT} × write 8 kB + fsync in ${tmpdir()})`,
    `computing median ${computationMs.toFixed(0)} ms (${COMPUTATION_COUNT} × the primes below ${SIEVE_LIMIT / 1e6} million by a sieve, one core)`,
    "durable   PostgreSQL with fsync and synchronous commit; PGlite without fsync: nothing is promised for a power cut",
  ];
}

/** The machine's speed in one number: pure computation on one core, in memory of 20 MB. */
function measureComputation(): number {
  const samples: number[] = [];
  for (let count = 0; count < COMPUTATION_COUNT; count += 1) {
    const startedAt = performance.now();
    const got = primesBelow(SIEVE_LIMIT);
    if (got !== SIEVE_PRIMES) throw new Error(`machine: expected ${SIEVE_PRIMES} primes, got ${got}`);
    samples.push(performance.now() - startedAt);
  }
  return median(samples);
}

function primesBelow(limit: number): number {
  const isComposite = new Uint8Array(limit);
  let count = 0;
  for (let n = 2; n < limit; n += 1) {
    if (isComposite[n] === 1) continue;
    count += 1;
    for (let multiple = n * n; multiple < limit; multiple += n) isComposite[multiple] = 1;
  }
  return count;
}

/** How long one durable write takes here: the floor under every commit. */
function measureFsync(): { medianMs: number; p99Ms: number } {
  const folder = mkdtempSync(join(tmpdir(), "minqing-fsync-"));
  const file = openSync(join(folder, "block"), "w");
  const block = Buffer.alloc(WAL_BLOCK_BYTES, 1);
  const samples: number[] = [];
  for (let count = 0; count < FSYNC_COUNT; count += 1) {
    const startedAt = performance.now();
    writeSync(file, block, 0, block.length, count * block.length);
    fsyncSync(file);
    samples.push(performance.now() - startedAt);
  }
  closeSync(file);
  rmSync(folder, { recursive: true });
  return { medianMs: percentile(samples, 0.5), p99Ms: percentile(samples, 0.99) };
}

function versions(): string[] {
  const postgres = findPostgres();
  const mosquitto = findMosquitto();
  const chromium = findChromium();
  return [
    postgres === null ? "no PostgreSQL" : firstLine(join(postgres.binDir, "postgres"), "--version"),
    mosquitto === null ? "no Mosquitto" : firstLine(mosquitto, "-h"),
    chromium === null ? "no Chromium" : firstLine(chromium, "--version"),
    `PGlite ${packageVersion("@electric-sql/pglite")}`,
    `aedes ${packageVersion("aedes")}`,
    `MQTT.js ${packageVersion("mqtt")}`,
  ];
}

function firstLine(command: string, argument: string): string {
  try {
    return (
      execFileSync(command, [argument], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).split("\n")[0] ?? ""
    );
  } catch (error) {
    // `mosquitto -h` prints its version and leaves with 3.
    if (error instanceof Error && "stdout" in error) return String(error.stdout).split("\n")[0] ?? "";
    throw error;
  }
}

function packageVersion(name: string): string {
  const file = join(import.meta.dirname, "../../node_modules", name, "package.json");
  return /"version":\s*"([^"]+)"/.exec(readFileSync(file, "utf8"))?.[1] ?? "?";
}

function distribution(): string {
  if (!existsSync("/etc/os-release")) return "unknown distribution";
  return /PRETTY_NAME="([^"]+)"/.exec(readFileSync("/etc/os-release", "utf8"))?.[1] ?? "unknown distribution";
}

const gibibytes = (bytes: number) => (bytes / 2 ** 30).toFixed(0);
