// An HTTP problem: thrown in a handler, written by `answerFault` as RFC 9457 problem details.
import { gotText } from "@minqing/core/problem/got";
import { PROBLEM_STATUS, type Problem, type ProblemCode } from "@minqing/core/problem/problem";
import type { z } from "zod";

const TITLES: Record<ProblemCode, string> = {
  "bad-request": "The request is not what this address expects",
  "not-signed-in": "Sign in first",
  "token-ended": "This service token was ended",
  "token-expired": "This service token has expired",
  "token-foreign-address": "This service token does not count from this address",
  "second-factor-needed": "The account has a second factor: send its code as well",
  "duty-first": "Change the password, or set up the second factor, before anything else",
  "separation-of-duties": "The separation of duties forbids this",
  "role-missing": "Your roles do not allow this",
  "outside-scope": "There is nothing like this in your scope",
  "not-found": "There is nothing at this address",
  "version-conflict": "Somebody else was faster: the object has another version now",
  "idempotency-conflict": "This Idempotency-Key was used for another request",
  "already-done": "This request was carried out before",
  "command-not-possible": "The object's status does not allow this command",
  "alarm-active": "The alarm of this case is still active: closing it takes a reason",
  "contact-unreadable": "The contact is there, and nothing here can read it",
  "not-your-department": "The case is with another department",
  "cursor-expired": "The change log does not reach back to this cursor: take a new snapshot",
  "length-required": "The request does not say how long its body is",
  "payload-too-large": "The request body is too large",
  "unsupported-media-type": "The request body is of another type than expected",
  "misdirected-request": "This server does not answer under this name",
  "too-many-requests": "Too many attempts: wait a while",
  internal: "Something went wrong here",
  "database-away": "The database does not answer: try again in a moment",
};

export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;

  constructor(code: ProblemCode, detail?: string, errors?: Problem["errors"]) {
    super(detail ?? TITLES[code]);
    this.problem = problemOf(code, detail, errors);
  }
}

export function problemOf(code: ProblemCode, detail?: string, errors?: Problem["errors"]): Problem {
  return {
    type: `urn:problem:${code}`,
    title: TITLES[code],
    status: PROBLEM_STATUS[code],
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors }),
  };
}

/** Fields whose values are never repeated: a screen or a client's log could show them. */
const REDACTED = /password|secret|token|^(code|current|next)$/i;

const shown = (path: readonly PropertyKey[], value: unknown): string => {
  if (value !== undefined && path.some((key) => REDACTED.test(String(key)))) return "something else";
  return gotText(value);
};

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );

/** The problem of invalid input: each field with expected and got. */
export const invalidInput = (error: z.core.$ZodError, got: unknown): ProblemError =>
  new ProblemError(
    "bad-request",
    undefined,
    error.issues.map((issue) => ({
      path: issue.path.join("."),
      expected: issue.message,
      got: shown(issue.path, at(got, issue.path)),
    })),
  );
