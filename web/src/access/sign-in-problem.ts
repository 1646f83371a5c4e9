// What a refused sign-in means for the form: ask for the code, or say why, in the page's language.

import { ProblemError } from "../api/problem-error.ts";
import type { TextKey } from "../i18n/text-key.ts";

export type SignInStep = "password" | "code";

export type SignInProblem = { ask: "code" } | { ask: "again"; text: TextKey; values?: { why: string } };

export function signInProblem(error: unknown, step: SignInStep): SignInProblem {
  if (!(error instanceof ProblemError)) {
    return {
      ask: "again",
      text: "signin.failed",
      values: { why: error instanceof Error ? error.message : `${error}` },
    };
  }
  if (error.is("second-factor-needed")) return { ask: "code" };
  if (error.is("too-many-requests")) return { ask: "again", text: "access.locked" };
  if (error.problem.status === 401) {
    return { ask: "again", text: step === "code" ? "access.code.wrong" : "signin.wrong" };
  }
  return { ask: "again", text: "signin.failed", values: { why: error.message } };
}

/** As people type a code: with spaces between groups. */
export const plainCode = (typed: string): string => typed.replace(/\s+/g, "");
