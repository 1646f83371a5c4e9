// The error of a statement: the beginning of its text, PostgreSQL's code, and whether a retry can help.

/**
 * unavailable: the database is unreachable; conflict: another transaction won, retry; refused: this statement is wrong.
 */
export type FaultKind = "unavailable" | "conflict" | "refused";

export class StatementError extends Error {
  override readonly name = "StatementError";
  readonly kind: FaultKind;
  /** SQLSTATE, or null when the database gave none (the connection is gone). */
  readonly code: string | null;
  readonly constraint: string | null;

  constructor(statement: string, cause: unknown) {
    super(`${messageOf(cause)} in: ${head(statement)}`, { cause });
    this.code = textField(cause, "code", SQLSTATE);
    this.constraint = textField(cause, "constraint");
    this.kind = kindOf(this.code, cause);
  }
}

export const isUnavailable = (error: unknown): boolean =>
  error instanceof StatementError && error.kind === "unavailable";

// [PostgreSQL Appendix A] classes; a system code such as EPIPE is none of them.
const SQLSTATE = /^(?:\d[0-9A-Z]|F0|HV|P0|XX)[0-9A-Z]{3}$/;

/** Long enough to recognise a statement, short enough for one log line. */
const HEAD_LENGTH = 120;

export function head(statement: string): string {
  const line = statement.replace(/\s+/g, " ").trim();
  return line.length > HEAD_LENGTH ? `${line.slice(0, HEAD_LENGTH)}…` : line;
}

// [PostgreSQL Appendix A] 08 connection, 57P0x shutdown and crash, 53300 too many connections, 25P03 idle in
// transaction timeout: the session ended. 58 and XX are faults of the server's machine.
function kindOf(code: string | null, cause: unknown): FaultKind {
  if (code === null) return isParseFault(cause) ? "refused" : "unavailable";
  if (code === "40001" || code === "40P01" || code === "55P03") return "conflict";
  if (/^(08|57P0|58|XX)/.test(code) || code === "53300" || code === "25P03") return "unavailable";
  return "refused";
}

/** The response arrived and could not be parsed (an int8 beyond 2^53): the connection is fine. */
const isParseFault = (cause: unknown): boolean =>
  cause instanceof RangeError || cause instanceof TypeError || cause instanceof SyntaxError;

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}

function textField(cause: unknown, name: string, pattern?: RegExp): string | null {
  if (typeof cause !== "object" || cause === null || !(name in cause)) return null;
  const value = (cause as Record<string, unknown>)[name];
  return typeof value === "string" && (pattern?.test(value) ?? true) ? value : null;
}
