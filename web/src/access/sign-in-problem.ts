// What a failed sign-in means for the form: show the field of the code, or show a message.

import { ProblemError } from "../api/problem-error.ts";
import type { TextKey } from "../i18n/text-key.ts";

export type SignInStep = "password" | "code";

export type SignInProblem = { next: "code" } | { next: "again"; text: TextKey; values?: { why: string } };

export function signInProblem(error: unknown, step: SignInStep): SignInProblem {
  if (!(error instanceof ProblemError)) {
    return {
      next: "again",
      text: "signin.failed",
      values: { why: error instanceof Error ? error.message : `${error}` },
    };
  }
  if (error.is("second-factor-needed")) return { next: "code" };
  if (error.is("too-many-requests")) return { next: "again", text: "access.locked" };
  if (error.problem.status === 401) {
    return { next: "again", text: step === "code" ? "access.code.wrong" : "signin.wrong" };
  }
  return { next: "again", text: "signin.failed", values: { why: error.message } };
}

/** Removes the spaces that people type between groups of digits. */
export const plainCode = (typed: string): string => typed.replace(/\s+/g, "");
