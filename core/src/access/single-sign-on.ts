// Single sign-on (单点登录) as pages see it: whether there is a button, and why a sign-in came back without a session.
import { z } from "zod";

/** Ways to sign in besides account and password; null where there are none. */
export const SignInOptions = z.object({
  oidc: z.object({ labelZh: z.string(), labelEn: z.string() }).nullable(),
});
export type SignInOptions = z.infer<typeof SignInOptions>;

/** The name in a page's query under which the refusal stands. */
export const SSO_REFUSAL_PARAMETER = "sso";

export const SSO_REFUSALS = [
  "away", // the provider does not answer
  "refused", // the provider refused, or what it sent is not valid
  "expired", // too late, begun in another browser, or begun again meanwhile
  "no-account", // the provider knows the person, this city has no account for them
  "locked", // the account is closed for a while
  "second-factor", // the account has a second factor, and the provider vouches for none
] as const;
export const SsoRefusal = z.enum(SSO_REFUSALS);
export type SsoRefusal = z.infer<typeof SsoRefusal>;
