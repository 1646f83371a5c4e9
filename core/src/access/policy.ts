// The sign-in policy (登录策略) of a city, and the check of a password against it. [GB/T 22239-2019 8.1.4.1]
import { z } from "zod";
import { IN_EDITION } from "../city/edition.ts";
import { Role } from "./account.ts";
import { isGuessable } from "./guessable.ts";

export const SignInPolicy = z.object({
  /** Minimum number of characters of a password. */
  minLength: z.number().int().min(8).max(64),
  /** Minimum number of the four kinds of characters: lower case, upper case, digits, everything else. */
  minKinds: z.number().int().min(1).max(4),
  /** A password older than this must be changed; null is never. */
  maxAgeDays: z.number().int().min(1).max(730).nullable(),
  /** Number of previous passwords that may not be used again. */
  history: z.number().int().min(0).max(24),
  /** Wrong passwords or codes in a row, from one network, browser or session, until that one is locked. */
  maxFailures: z.number().int().min(3).max(20),
  /** Wrong ones from all networks together until nobody may sign in who has not done so from that browser before. */
  maxFailuresEverywhere: z.number().int().min(10).max(1_000).default(50),
  lockMinutes: z.number().int().min(1).max(1440),
  /** An unused session ends after this time. */
  idleMinutes: z.number().int().min(1).max(1440),
  /** Every session ends after this time, used or not. */
  absoluteHours: z.number().int().min(1).max(720),
  /** Maximum number of sessions of one account: a further sign-in ends the oldest; null for no limit. */
  sessionsPerAccount: z.number().int().min(1).max(100).nullable(),
  /** Accounts with one of these roles need a second factor. */
  secondFactorRoles: z.array(Role),
  /** Maximum lifetime of a service token. */
  tokenMaxDays: z.number().int().min(1).max(1_825).default(365),
  /** Maximum time for which a renewed token is still accepted beside the new one. */
  tokenOverlapHours: z.number().int().min(0).max(720).default(24),
  /**
   * True: a person with an account's name at the provider is linked at the first sign-in; false: only by an
   * administrator.
   */
  bindByName: z.boolean().default(true),
});
export type SignInPolicy = z.infer<typeof SignInPolicy>;

export const SignInPolicyInForce = SignInPolicy.extend(IN_EDITION).meta({ id: "SignInPolicyInForce" });
export type SignInPolicyInForce = z.infer<typeof SignInPolicyInForce>;

/** In force while the city has set no policy. */
export const DEFAULT_SIGN_IN_POLICY: SignInPolicy = {
  minLength: 10,
  minKinds: 3,
  maxAgeDays: 90,
  history: 5,
  maxFailures: 5,
  maxFailuresEverywhere: 50,
  lockMinutes: 15,
  idleMinutes: 30,
  absoluteHours: 168,
  sessionsPerAccount: null,
  secondFactorRoles: ["system_administrator", "security_administrator", "audit_administrator"],
  tokenMaxDays: 365,
  tokenOverlapHours: 24,
  bindByName: true,
};

export type PasswordIssue =
  | "too-short"
  | "too-few-kinds"
  | "names-the-account"
  | "guessable"
  | "breached"
  | "used-before";

const KINDS = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u] as const;

/**
 * Returns what is wrong with a new password. The caller checks history and breaches: of those only hashes are stored.
 */
export function passwordIssues(password: string, username: string, policy: SignInPolicy): PasswordIssue[] {
  const issues: PasswordIssue[] = [];
  if ([...password].length < policy.minLength) issues.push("too-short");
  if (KINDS.filter((kind) => kind.test(password)).length < policy.minKinds) issues.push("too-few-kinds");
  if (password.toLowerCase().includes(username.toLowerCase())) issues.push("names-the-account");
  if (isGuessable(password)) issues.push("guessable");
  return issues;
}

export function isPasswordOld(setAt: Date, policy: SignInPolicy, now: Date): boolean {
  return policy.maxAgeDays !== null && now.getTime() - setAt.getTime() > policy.maxAgeDays * 86_400_000;
}

export const needsSecondFactor = (roles: readonly Role[], policy: SignInPolicy): boolean =>
  roles.some((role) => policy.secondFactorRoles.includes(role));
