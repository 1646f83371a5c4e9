// One way of single sign-on: the provider, our public address for its callback, and the labels of the button.
import type { AttemptCookie } from "./attempt-cookie.ts";
import type { IdentityProvider } from "./identity-provider.ts";

export interface SingleSignOnOptions {
  provider: IdentityProvider;
  /** Scheme, host and port. */
  publicUrl: string;
  labelZh: string;
  labelEn: string;
}

export interface SingleSignOn extends SingleSignOnOptions {
  cookie: AttemptCookie;
}
