// The message of a failed reveal. Pure.

import { ProblemError } from "../../api/problem-error.ts";
import type { TextKey } from "../../i18n/text-key.ts";

const KNOWN = [
  "role-missing",
  "too-many-requests",
  "not-found",
  "contact-unreadable",
  "bad-request",
  "not-signed-in",
  "database-away",
] as const;

/** Key of the message. */
export function revealProblem(error: unknown): TextKey {
  const code = error instanceof ProblemError ? KNOWN.find((known) => error.is(known)) : undefined;
  return `contact.problem.${code ?? "no-answer"}`;
}
