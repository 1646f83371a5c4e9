// The session of a person or service token during one request or socket: the actor, and the scope compiled once.
import { type Actor, type RequiredStep, type Role, SessionView } from "@minqing/core/access/account";
import { isPasswordOld, needsSecondFactor, type SignInPolicy } from "@minqing/core/access/policy";
import type { Scope } from "@minqing/core/access/scope";
import type { City } from "@minqing/core/city/city";
import type { ProblemCode } from "@minqing/core/problem/problem";
import { regionAround } from "@minqing/core/region/codes";
import type { AccountRow, SessionProof } from "@minqing/geodata/access/queries";
import { scopeName } from "../scope/scope-name.ts";

/** Where a sign-in came from. */
export interface Origin {
  address: string | null;
  userAgent: string | null;
}

export interface Session {
  kind: "person" | "service-token";
  actor: Actor;
  roles: readonly Role[];
  scopeKey: string;
  view: SessionView;
  /** Null in the response to the sign-in itself. */
  id: string | null;
  /** Identifies the session inside the server; never sent to clients. */
  tokenHash: Uint8Array;
  expiresAt: Date;
  /** Since when its account has had this scope. */
  scopeSince: Date;
  /** While it is open, only the routes of the own account (`own.session`) answer. */
  requiredStep: RequiredStep | null;
}

type StepAccount = Pick<AccountRow, "mustChangePassword" | "passwordSetAt" | "roles" | "totpConfirmedAt"> &
  SessionProof;

/**
 * The step required before anything else. The password comes first: the second factor is set up with a password that only
 * the person knows. A session opened by an identity provider did not use the password, so its age does not count; the
 * provider's second factor counts where the provider confirms it.
 */
export function requiredStepOf(account: StepAccount, policy: SignInPolicy, now: Date): RequiredStep | null {
  if (account.openedBy !== "password") return secondFactorStep(account, policy);
  if (account.mustChangePassword || isPasswordOld(account.passwordSetAt, policy, now)) return "change-password";
  return secondFactorStep(account, policy);
}

function secondFactorStep(account: StepAccount, policy: SignInPolicy): RequiredStep | null {
  const hasNoFactor = account.totpConfirmedAt === null && !account.providerFactor;
  return hasNoFactor && needsSecondFactor(account.roles, policy) ? "set-up-second-factor" : null;
}

/** Why a credential opens no session; `name` is the name in the credential, for the audit trail, or null. */
export interface AuthenticationFailure {
  ok: false;
  code: ProblemCode;
  name: string | null;
}

interface Opened {
  kind?: Session["kind"];
  id?: string;
  tokenHash: Uint8Array;
  expiresAt: Date;
  requiredStep: RequiredStep | null;
  address: string | null;
}

type SessionOwner = Pick<
  AccountRow,
  "username" | "displayName" | "roles" | "departmentId" | "regionCodes" | "demo" | "scopeSince"
>;

export function sessionOf(account: SessionOwner, city: City, scope: Scope, opened: Opened): Session {
  const { username, displayName, roles, departmentId } = account;
  const { id = null, kind = "person", tokenHash, expiresAt, requiredStep, address } = opened;
  return {
    kind,
    actor: { username, displayName, roles, departmentId, scope, address },
    roles,
    scopeKey: scopeName(scope),
    view: SessionView.parse({
      username,
      displayName,
      roles,
      departmentId,
      scopeKey: scopeName(scope),
      regions: account.regionCodes,
      home: regionAround(account.regionCodes) ?? city.code,
      clearance: scope.secrecy,
      city: { code: city.code, nameZh: city.nameZh, nameEn: city.nameEn },
      synthetic: account.demo,
      // On the wire the required step is called `duty`: pages and partner systems read that name.
      duty: requiredStep,
      expiresAt: expiresAt.toISOString(),
    }),
    id,
    tokenHash,
    expiresAt,
    scopeSince: account.scopeSince,
    requiredStep,
  };
}
