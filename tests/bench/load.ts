// Starts the load generator in its own process and follows its reports.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { type LoadPlan, LoadReport } from "./load-plan.ts";

export class Load {
  readonly reports: LoadReport[] = [];
  readonly #child: ChildProcess;
  #isStopping = false;

  constructor(plan: LoadPlan) {
    this.#child = spawn(process.execPath, [join(import.meta.dirname, "load-process.ts")], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#write(JSON.stringify(plan));
    const output = this.#child.stdout;
    if (output === null) throw new Error("load: expected a pipe for stdout, got none");
    createInterface({ input: output }).on("line", (line) => this.reports.push(LoadReport.parse(JSON.parse(line))));
  }

  /** Messages that may be sent in all. */
  grant(credit: number): void {
    if (!this.#isStopping) this.#write(`credit ${credit}`);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#child.exitCode !== null) return;
    this.#child.stdin?.end();
    await once(this.#child, "exit");
  }

  #write(line: string): void {
    if (this.#child.exitCode !== null)
      throw new Error(`load: expected a running generator, got exit ${this.#child.exitCode}`);
    this.#child.stdin?.write(`${line}\n`);
  }
}

const WARM_UP_MS = 3_000;

/** Messages a second that were acknowledged, after a warm-up. */
export async function acknowledgedRate(load: Load, seconds: number): Promise<number> {
  await sleep(WARM_UP_MS);
  const skipped = load.reports.length;
  await sleep(seconds * 1000);
  return rateOf(load.reports.slice(skipped));
}

export function rateOf(reports: readonly LoadReport[]): number {
  const [first, last] = [reports[0], reports.at(-1)];
  if (first === undefined || last === undefined) throw new Error("load: expected reports, got none");
  return ((last.acked - first.acked) / (last.elapsedMs - first.elapsedMs)) * 1000;
}
