// One of the program's own commands as a process of its own: started with settings, ready by a line, stopped by SIGTERM.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type GuardedProcess, type StopStep, startGuarded, stopGuarded } from "./guarded-process.ts";

export const REPOSITORY = join(import.meta.dirname, "../..");

const PROGRAM_STOP: StopStep[] = [
  { signal: "SIGTERM", graceMs: 30_000 },
  { signal: "SIGKILL", graceMs: 5_000 },
];

export interface ProgramOptions {
  /** Relative to the repository. */
  script: string;
  args?: string[];
  /** Settings; nothing else of our environment but what a process needs to run. */
  settings: Record<string, string>;
  logFile: string;
}

export interface Program {
  readonly pid: number;
  readonly child: GuardedProcess;
  /** The first match in what it writes; throws when it ends or takes longer. */
  waitFor(pattern: RegExp, timeoutMs: number): Promise<RegExpExecArray>;
  /** Resident memory now. */
  rssMb(): number;
  kill9(): Promise<void>;
  stop(): Promise<void>;
}

export async function startProgram({ script, args = [], settings, logFile }: ProgramOptions): Promise<Program> {
  // BENCH_NODE_OPTIONS="--cpu-prof --cpu-prof-dir=DIR" says where its time goes.
  const { PATH, HOME, BENCH_NODE_OPTIONS: NODE_OPTIONS } = process.env;
  // The lines of an earlier start are not this one's.
  rmSync(logFile, { force: true });
  const child = await startGuarded({
    command: process.execPath,
    args: [join(REPOSITORY, script), ...args],
    cwd: REPOSITORY,
    env: { PATH, HOME, NODE_OPTIONS, ...settings },
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
