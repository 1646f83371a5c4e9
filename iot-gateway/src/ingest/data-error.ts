// Tells a batch with bad data (halving then finds the bad message) from a database that cannot write at all (then all
// messages wait). A missing right or a full disk is not the fault of a message.
import { StatementError } from "@minqing/geodata/driver/statement-error";

// [PostgreSQL Appendix A] 22 data exception, 23 integrity constraint violation.
const DATA_CLASSES = /^(22|23)/;

export function isDataError(fault: unknown): boolean {
  if (!(fault instanceof StatementError)) return true;
  return fault.kind === "refused" && fault.code !== null && DATA_CLASSES.test(fault.code);
}

/** For a dead letter: PostgreSQL's code and never the statement. */
export function refusalOf(fault: unknown): string {
  const code = fault instanceof StatementError ? fault.code : null;
  return `expected values that the database accepts, got its refusal${code === null ? "" : ` (${code})`}`;
}

export const messageOf = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault));
