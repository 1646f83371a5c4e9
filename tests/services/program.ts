// Runs one of the project's commands as a process: started with settings, ready when it logs a line, stopped by SIGTERM.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type GuardedProcess, type StopStep, startGuarded, stopGuarded } from "./guarded-process.ts";

export const REPOSITORY = join(import.meta.dirname, "../..");

const PROGRAM_STOP: StopStep[] = [
  { signal: "SIGTERM", graceMs: 30_000 },
  { signal: "SIGKILL", graceMs: 5_000 },
];

/** As the commands in package.json set it. */
const NODE_COMPILE_CACHE = join(REPOSITORY, "node_modules/.cache/minqing/node");

export interface ProgramOptions {
  /** Relative to the repository. */
  script: string;
  args?: string[];
  /** Settings of the process; of our environment it gets only what every process needs. */
  settings: Record<string, string>;
  logFile: string;
}

export interface Program {
  readonly pid: number;
  readonly child: GuardedProcess;
  /** The first match in its log; throws when the process ends or the time is over. */
  waitFor(pattern: RegExp, timeoutMs: number): Promise<RegExpExecArray>;
  rssMb(): number;
  kill9(): Promise<void>;
  stop(): Promise<void>;
}

export async function startProgram({ script, args = [], settings, logFile }: ProgramOptions): Promise<Program> {
  // BENCH_NODE_OPTIONS="--cpu-prof --cpu-prof-dir=DIR" makes a CPU profile.
  const { PATH, HOME, BENCH_NODE_OPTIONS: NODE_OPTIONS } = process.env;
  // Otherwise `waitFor` would match lines of an earlier start.
  rmSync(logFile, { force: true });
  const child = await startGuarded({
    command: process.execPath,
    args: [join(REPOSITORY, script), ...args],
    cwd: REPOSITORY,
    env: { PATH, HOME, NODE_OPTIONS, NODE_COMPILE_CACHE, ...settings },
    logFile,
  });
  return {
    pid: child.pid,
    child,
    waitFor: async (pattern, timeoutMs) => {
      const giveUpAt = Date.now() + timeoutMs;
      for (;;) {
        const match = pattern.exec(readFileSync(logFile, "utf8"));
        if (match !== null) return match;
        if (child.hasExited() || Date.now() > giveUpAt) {
          throw new Error(`${script}: expected ${pattern} within ${timeoutMs} ms, got\n${child.logTail()}`);
        }
        await sleep(20);
      }
    },
    rssMb: () => {
      const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8")) ?? [];
      return Number(kilobytes) / 1024;
    },
    kill9: async () => {
      child.kill("SIGKILL");
      await child.exited;
    },
    stop: () => stopGuarded(child, PROGRAM_STOP),
  };
}
