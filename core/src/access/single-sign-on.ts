// Single sign-on (单点登录) as pages see it: whether there is a button, and why a sign-in returned without a session.
import { z } from "zod";

/** Supported protocols; each has its own start path and callback path. */
export const SSO_PROTOCOLS = ["oidc", "oauth2"] as const;
export const SsoProtocol = z.enum(SSO_PROTOCOLS);
export type SsoProtocol = z.infer<typeof SsoProtocol>;

/** Path that starts single sign-on by this protocol. */
export const ssoStartPath = (protocol: SsoProtocol): string =>
  protocol === "oidc" ? "/sso/start" : `/sso/${protocol}/start`;
export const ssoCallbackPath = (protocol: SsoProtocol): string =>
  protocol === "oidc" ? "/sso/callback" : `/sso/${protocol}/callback`;

/** Path to which a provider reports that a person signed out there; only OpenID Connect has one. */
export const SSO_SIGN_OUT_PATH = "/sso/back-channel-logout";

/** Ways to sign in besides account and password; null if they are not configured. */
const SignInButton = z.object({ labelZh: z.string(), labelEn: z.string() });

export const SignInOptions = z
  .object({ oidc: SignInButton.nullable(), oauth2: SignInButton.nullable() })
  .meta({ id: "SignInOptions" });
export type SignInOptions = z.infer<typeof SignInOptions>;

/** Query parameter of the page that carries the failure code. */
export const SSO_FAILURE_PARAMETER = "sso";

export const SSO_FAILURES = [
  "away", // the provider does not answer
  "refused", // the provider refused, or its response is not valid
  "expired", // too late, begun in another browser, or begun again meanwhile
  "no-account", // the provider knows the person, this city has no account for them
  "not-linked", // an account has this name, but only an administrator may link a person to it
  "another-person", // the account of that name is linked to another person of this provider
  "locked", // the account is temporarily locked
  "second-factor", // the account has a second factor, but the provider confirms none
] as const;
export const SsoFailure = z.enum(SSO_FAILURES);
export type SsoFailure = z.infer<typeof SsoFailure>;
