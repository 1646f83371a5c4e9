// A child process that cannot outlive this one: a shell beside it waits on a pipe from us and kills it when the pipe closes,
// so that even SIGKILL of a test run leaves nothing behind.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

export interface GuardedOptions {
  command: string;
  args: string[];
  logFile: string;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Runs the child as this user; needs root. */
  owner?: { uid: number; gid: number } | undefined;
  /** Signal for the child when this process has ended. */
  orphanSignal?: "INT" | "TERM" | "QUIT" | "KILL";
  /** Removed when the child was ended because this process had ended; otherwise the caller removes it. */
  orphanFolder?: string;
}

export interface GuardedProcess {
  /** The child itself, not the shell beside it. */
  readonly pid: number;
  readonly exited: Promise<number>;
  hasExited(): boolean;
  kill(signal: NodeJS.Signals): void;
  /** The end of its log, for error messages. */
  logTail(): string;
}

// The shell prints the child's pid, waits for it and exits with its code. It has its own session, so that Ctrl-C does not
// reach the child: its caller stops it in order. $1 is the signal for an orphan, $2 its folder, the rest the command.
const GUARD = `signal=$1; folder=$2; shift 2; exec 4<&0
"$@" </dev/null >&3 2>&3 4<&- &
child=$!
{ read -r line <&4; kill -s "$signal" "$child"; exit 0; } >/dev/null 2>&1 3>&- &
guard=$!
echo "$child"; exec >&3 2>&3 3>&- 4<&-
wait "$child"; code=$?
kill "$guard" 2>/dev/null
if wait "$guard" 2>/dev/null && [ -n "$folder" ]; then rm -rf "$folder"; fi
exit $code`;

export async function startGuarded(options: GuardedOptions): Promise<GuardedProcess> {
  const { command, args, logFile, env, cwd, owner, orphanSignal = "TERM", orphanFolder = "" } = options;
  const log = openSync(logFile, "a");
  const shell = spawn("/bin/sh", ["-c", GUARD, "guard", orphanSignal, orphanFolder, command, ...args], {
    stdio: ["pipe", "pipe", "inherit", log],
    detached: true,
    ...(env === undefined ? {} : { env }),
    ...(cwd === undefined ? {} : { cwd }),
    ...(owner ?? {}),
  });
  closeSync(log);
  const exited = exitCode(shell);
  const pid = await childPid(shell, exited);
  let done = false;
  exited.then(() => {
    done = true;
  });
  return {
    pid,
    exited,
    hasExited: () => done,
    kill: (signal) => {
      if (!done) sendSignal(pid, signal);
    },
    logTail: () => readFileSync(logFile, "utf8").slice(-2_000),
  };
}

export interface StopStep {
  signal: NodeJS.Signals;
  graceMs: number;
}

/** Sends one signal after the other until the child is gone. */
export async function stopGuarded(child: GuardedProcess, steps: StopStep[]): Promise<void> {
  for (const { signal, graceMs } of steps) {
    if (child.hasExited()) return;
    child.kill(signal);
    await Promise.race([child.exited, sleep(graceMs, undefined, { ref: false })]);
  }
}

async function exitCode(shell: ChildProcess): Promise<number> {
  const [code, signal] = await once(shell, "exit");
  return typeof code === "number" ? code : signal === null ? 1 : 128;
}

async function childPid(shell: ChildProcess, exited: Promise<number>): Promise<number> {
  const output = shell.stdout;
  if (output === null) throw new Error("guarded process: expected a pipe for stdout, got none");
  const lines = createInterface({ input: output });
  const first = await Promise.race([once(lines, "line"), exited]);
  lines.close();
  const pid = Array.isArray(first) ? Number(first[0]) : Number.NaN;
  if (!Number.isInteger(pid)) throw new Error(`guarded process: expected a pid, got ${String(first)}`);
  return pid;
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // The child ended between the check and the signal.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
