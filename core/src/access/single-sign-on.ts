// Single sign-on (单点登录) as pages see it: whether there is a button, and why a sign-in came back without a session.
import { z } from "zod";

/** Ways of asking a provider; each has an address of its own to begin at and to come back to. */
export const SSO_PROTOCOLS = ["oidc", "oauth2"] as const;
export const SsoProtocol = z.enum(SSO_PROTOCOLS);
export type SsoProtocol = z.infer<typeof SsoProtocol>;

/** Where single sign-on by this protocol begins. */
export const ssoStartPath = (protocol: SsoProtocol): string =>
  protocol === "oidc" ? "/sso/start" : `/sso/${protocol}/start`;
export const ssoCallbackPath = (protocol: SsoProtocol): string =>
  protocol === "oidc" ? "/sso/callback" : `/sso/${protocol}/callback`;

/** Where a provider tells that somebody signed out there; only OpenID Connect has such a thing. */
export const SSO_SIGN_OUT_PATH = "/sso/back-channel-logout";

/** Ways to sign in besides account and password; null where there are none. */
const SignInButton = z.object({ labelZh: z.string(), labelEn: z.string() });

export const SignInOptions = z.object({ oidc: SignInButton.nullable(), oauth2: SignInButton.nullable() });
export type SignInOptions = z.infer<typeof SignInOptions>;

/** The name in a page's query under which the refusal stands. */
export const SSO_FAILURE_PARAMETER = "sso";

export const SSO_FAILURES = [
  "away", // the provider does not answer
  "refused", // the provider refused, or what it sent is not valid
  "expired", // too late, begun in another browser, or begun again meanwhile
  "no-account", // the provider knows the person, this city has no account for them
  "not-linked", // the name fits an account, and only an administrator may bind somebody to it
  "another-person", // the account of that name is bound to another person of this provider
  "locked", // the account is closed for a while
  "second-factor", // the account has a second factor, and the provider vouches for none
] as const;
export const SsoFailure = z.enum(SSO_FAILURES);
export type SsoFailure = z.infer<typeof SsoFailure>;
