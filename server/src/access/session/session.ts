// A signed-in person for the length of one request or socket: who acts, and the scope compiled once.
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
  /** Null in the answer to the sign-in itself. */
  id: string | null;
  /** Names the session to itself, never to others. */
  tokenHash: Uint8Array;
  expiresAt: Date;
  /** Until it is done, nothing but the own account is answered. */
  requiredStep: RequiredStep | null;
}

type Obliged = Pick<AccountRow, "mustChangePassword" | "passwordSetAt" | "roles" | "totpConfirmedAt"> & SessionProof;

/**
 * What must be done first. A second factor is set up with a password that is one's own. Whom an identity provider
 * vouches for did not use the password, so its age is no matter here; a second factor counts as far as it vouches for it.
 */
export function requiredStepOf(account: Obliged, policy: SignInPolicy, now: Date): RequiredStep | null {
  if (account.openedBy !== "password") return bareRequiredStep(account, policy);
  if (account.mustChangePassword || isPasswordOld(account.passwordSetAt, policy, now)) return "change-password";
  return bareRequiredStep(account, policy);
}

function bareRequiredStep(account: Obliged, policy: SignInPolicy): RequiredStep | null {
  const isBare = account.totpConfirmedAt === null && !account.providerFactor;
  return isBare && needsSecondFactor(account.roles, policy) ? "set-up-second-factor" : null;
}

/** No session: why, and the name that the credential had, for the audit trail; null where it had none. */
export interface UnknownHolder {
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

type Holder = Pick<AccountRow, "username" | "displayName" | "roles" | "departmentId" | "regionCodes" | "demo">;

export function sessionOf(account: Holder, city: City, scope: Scope, opened: Opened): Session {
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
      // On the wire the required step is called `duty`: pages and partners read it by that name.
      duty: requiredStep,
      expiresAt: expiresAt.toISOString(),
    }),
    id,
    tokenHash,
    expiresAt,
    requiredStep,
  };
}
