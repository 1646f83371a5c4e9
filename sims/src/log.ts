// What the simulators say on the terminal: short lines with the time; the same trouble is not told again within a minute.

export interface Log {
  say(line: string): void;
  trouble(where: string, error: unknown): void;
}

const QUIET_MS = 60_000;

interface Writers {
  out: (line: string) => void;
  error: (line: string) => void;
}

const stamped = (line: string): string => `sims ${new Date().toISOString().slice(11, 19)} ${line}\n`;

export function openLog({ out, error: writeError }: Writers): Log {
  const told = new Map<string, number>();
  return {
    say: (line) => out(stamped(line)),
    trouble(where, error) {
      const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
      const line = `${where}: ${error instanceof Error ? error.message : String(error)}${cause}`;
      const kind = line.replaceAll(/[0-9a-f-]{8,}/g, "…");
      if (Date.now() - (told.get(kind) ?? 0) < QUIET_MS) return;
      told.set(kind, Date.now());
      writeError(stamped(line));
    },
  };
}
