// A new password against the policy while it is typed, and what the server's refusal says about it.
import { type PasswordFlaw, passwordFlaws, type SignInPolicy } from "@minqing/core/access/policy";
import { ProblemError } from "../api/problem-error.ts";

export interface PasswordRule {
  flaw: PasswordFlaw;
  /** Null while nothing is typed, and for what only the server knows before it has said so. */
  isMet: boolean | null;
}

const FLAWS = ["too-short", "too-few-kinds", "names-the-account", "guessable"] as const satisfies PasswordFlaw[];

/** The policy as a list of rules; `told` are flaws that the server named for this very password. */
export function passwordRules(
  password: string,
  username: string,
  policy: SignInPolicy,
  told: readonly string[],
): PasswordRule[] {
  const found = passwordFlaws(password, username, policy);
  const rules: PasswordRule[] = FLAWS.map((flaw) => ({ flaw, isMet: password === "" ? null : !found.includes(flaw) }));
  const servers: PasswordFlaw[] = policy.history === 0 ? ["breached"] : ["breached", "used-before"];
  return [...rules, ...servers.map((flaw) => ({ flaw, isMet: told.includes(flaw) ? false : null }))];
}

export const isAcceptable = (rules: readonly PasswordRule[], next: string, again: string): boolean =>
  next !== "" && next === again && rules.every(({ isMet }) => isMet !== false);

export interface PasswordRefusal {
  /** The flaws of the new password. */
  flaws: string[];
  /** The message of everything else. */
  text: string | null;
  values?: { why: string };
}

export function passwordRefusal(error: unknown): PasswordRefusal {
  if (!(error instanceof ProblemError)) {
    return { flaws: [], text: "signin.failed", values: { why: error instanceof Error ? error.message : `${error}` } };
  }
  if (error.is("too-many-requests")) return { flaws: [], text: "access.locked" };
  const { errors = [] } = error.problem;
  if (errors.some(({ path }) => path === "password")) return { flaws: [], text: "access.password.wrong" };
  const flaws = errors.flatMap(({ path, got }) => (path === "next" && got !== undefined ? [got] : []));
  if (flaws.length > 0) return { flaws, text: "access.password.flawed" };
  return { flaws: [], text: "access.failed", values: { why: error.message } };
}
