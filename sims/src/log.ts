// The simulators' log on the terminal: short lines with the time. The same error is logged once a minute at most.

export interface Log {
  info(line: string): void;
  error(where: string, error: unknown): void;
}

const REPEAT_AFTER_MS = 60_000;

interface Writers {
  out: (line: string) => void;
  error: (line: string) => void;
}

const withTime = (line: string): string => `sims ${new Date().toISOString().slice(11, 19)} ${line}\n`;

export function openLog({ out, error: writeError }: Writers): Log {
  const loggedAtMs = new Map<string, number>();
  return {
    info: (line) => out(withTime(line)),
    error(where, error) {
      const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
      const line = `${where}: ${error instanceof Error ? error.message : String(error)}${cause}`;
      const kind = line.replaceAll(/[0-9a-f-]{8,}/g, "…");
      if (Date.now() - (loggedAtMs.get(kind) ?? 0) < REPEAT_AFTER_MS) return;
      loggedAtMs.set(kind, Date.now());
      writeError(withTime(line));
    },
  };
}
