// Validates a logout token: the provider's signed notice of a sign-out. It is validated like an ID token, and an ID token
// must not pass as one. [OpenID Connect Back-Channel Logout 1.0, 2.4, 2.6]
import { errors, type JWTVerifyGetKey, jwtVerify } from "jose";
import { z } from "zod";
import { type LogoutNotice, ProviderFault } from "./identity-provider.ts";

const EVENT = "http://schemas.openid.net/event/backchannel-logout";
/** Notices are sent at the sign-out; the standard recommends an expiry within two minutes. */
export const NOTICE_LIFETIME_S = 300;
/** The recommended type, and the types of providers older than the recommendation. */
const TYPES = ["logout+jwt", "jwt", undefined];

const Name = z.string().min(1).max(255);
const Claims = z.object({
  jti: Name,
  sub: Name.optional(),
  sid: Name.optional(),
  events: z.object({ [EVENT]: z.looseObject({}) }),
  // ID tokens have a nonce, logout tokens must not.
  nonce: z.never().optional(),
});

export interface Expected {
  issuer: string;
  audience: string;
  /** Algorithms with which the provider signs ID tokens. */
  algorithms: readonly string[];
  keys: JWTVerifyGetKey;
  clockToleranceS: number;
}

/** Throws a ProviderFault. */
export async function readLogoutToken(token: string, expected: Expected): Promise<LogoutNotice> {
  const { issuer, audience, keys, clockToleranceS } = expected;
  const { payload, protectedHeader } = await jwtVerify(token, keys, {
    issuer,
    audience,
    clockTolerance: clockToleranceS,
    maxTokenAge: NOTICE_LIFETIME_S,
    algorithms: expected.algorithms.filter((name) => name !== "none" && !name.startsWith("HS")),
    requiredClaims: ["iat", "exp"],
  }).catch((fault: unknown) => {
    throw tokenFault(fault);
  });
  if (!TYPES.includes(protectedHeader.typ?.toLowerCase())) {
    throw new ProviderFault("refused", `expected a logout token, got a token of another type`);
  }
  const claims = Claims.safeParse(payload);
  if (!claims.success) {
    const places = claims.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new ProviderFault("refused", `expected the claims of a logout token, got ${places.join("; ")}`);
  }
  const { jti, sub = null, sid = null } = claims.data;
  if (sub === null && sid === null) throw new ProviderFault("refused", "expected sub or sid, got neither");
  return { id: jti, subject: sub, session: sid };
}

/** Codes of a failure to read the provider's keys. */
const AWAY: readonly string[] = ["ERR_JWKS_TIMEOUT", "ERR_JWKS_INVALID", "ERR_JOSE_GENERIC"];

function tokenFault(fault: unknown): ProviderFault {
  const isTokenFault = fault instanceof errors.JOSEError && !AWAY.includes(fault.code);
  const message = fault instanceof Error ? fault.message : String(fault);
  return new ProviderFault(isTokenFault ? "refused" : "away", message, { cause: fault });
}
