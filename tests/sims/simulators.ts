// Starts the simulators as a separate process; and an HTTP client of the program.
import { execFile, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { DemoAccount } from "@minqing/core/access/demo";
import { CityClient } from "@minqing/sims/http/city-client";
import { z } from "zod";
import type { DemoProgram } from "../services/demo-program.ts";
import { REPOSITORY } from "../services/program.ts";

const MAIN = join(REPOSITORY, "sims/src/main.ts");

const addressArguments = (demo: DemoProgram, dataDir: string): string[] => [
  "--url",
  demo.url,
  "--mqtt",
  `mqtt://127.0.0.1:${demo.mqttPort}`,
  "--data-dir",
  dataDir,
];

/** Runs the simulators to their end; returns their output. */
export async function runSimulators(demo: DemoProgram, dataDir: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...addressArguments(demo, dataDir), ...args]);
  return stdout;
}

/** Runs until `end`, which closes the standard input and resolves with the exit code. */
export function startSimulators(demo: DemoProgram, dataDir: string, args: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, ...addressArguments(demo, dataDir), ...args, "--with-parent"], {
    stdio: ["pipe", "ignore", "pipe"],
  });
  const errors: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk.toString()));
  const ended = new Promise<number | null>((done) => {
    child.once("exit", (code) => done(code));
  });
  return {
    errors,
    end: (): Promise<number | null> => {
      child.stdin.end();
      return ended;
    },
  };
}

export async function clientOf(demo: DemoProgram, dataDir: string, username: string): Promise<CityClient> {
  const text = await readFile(join(dataDir, "demo-accounts.json"), "utf8");
  const account = z
    .array(DemoAccount)
    .parse(JSON.parse(text))
    .find((each) => each.username === username);
  if (account === undefined) throw new Error(`expected a demo account ${username}, got none`);
  return new CityClient(demo.url, account);
}
