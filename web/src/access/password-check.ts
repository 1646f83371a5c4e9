// Checks a new password against the policy during typing, and turns the server's problem into a message.

import { type PasswordIssue, passwordIssues, type SignInPolicy } from "@minqing/core/access/policy";
import { ProblemError } from "../api/problem-error.ts";
import type { TextKey } from "../i18n/text-key.ts";

export interface PasswordRule {
  issue: PasswordIssue;
  /** Null while nothing is typed, and for rules that only the server can check, until it has answered. */
  isMet: boolean | null;
}

const ISSUES = ["too-short", "too-few-kinds", "names-the-account", "guessable"] as const satisfies PasswordIssue[];

/** The policy as a list of rules; `serverIssues` are the issues that the server reported for this same password. */
export function passwordRules(
  password: string,
  username: string,
  policy: SignInPolicy,
  serverIssues: readonly string[],
): PasswordRule[] {
  const found = passwordIssues(password, username, policy);
  const rules: PasswordRule[] = ISSUES.map((issue) => ({
    issue,
    isMet: password === "" ? null : !found.includes(issue),
  }));
  const checkedByServer: PasswordIssue[] = policy.history === 0 ? ["breached"] : ["breached", "used-before"];
  return [...rules, ...checkedByServer.map((issue) => ({ issue, isMet: serverIssues.includes(issue) ? false : null }))];
}

export const isAcceptable = (rules: readonly PasswordRule[], next: string, again: string): boolean =>
  next !== "" && next === again && rules.every(({ isMet }) => isMet !== false);

export interface PasswordProblem {
  /** The issues of the new password. */
  issues: string[];
  /** The message for all other problems. */
  text: TextKey | null;
  values?: { why: string };
}

export function passwordProblem(error: unknown): PasswordProblem {
  if (!(error instanceof ProblemError)) {
    return { issues: [], text: "signin.failed", values: { why: error instanceof Error ? error.message : `${error}` } };
  }
  if (error.is("too-many-requests")) return { issues: [], text: "access.locked" };
  const { errors = [] } = error.problem;
  if (errors.some(({ path }) => path === "password")) return { issues: [], text: "access.password.wrong" };
  const issues = errors.flatMap(({ path, got }) => (path === "next" && got !== undefined ? [got] : []));
  if (issues.length > 0) return { issues, text: "access.password.invalid" };
  return { issues: [], text: "access.failed", values: { why: error.message } };
}
