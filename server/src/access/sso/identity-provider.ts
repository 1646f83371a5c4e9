// The interface of an identity provider for single sign-on (单点登录): one adapter for each protocol. admission.ts decides
// whether the named person may sign in.

import type { SsoProtocol } from "@minqing/core/access/single-sign-on";

/** Random values of one sign-in, stored in a cookie until the browser comes back. */
export interface Attempt {
  /** Binds the callback to the browser that began. Letters and digits: some providers accept nothing else. */
  state: string;
  /** Binds the provider's token to this sign-in. */
  nonce: string;
  /** Binds the code to this program. [RFC 7636] */
  verifier: string;
}

export interface Identity {
  /** The provider's permanent id of the person; it outlives changes of name. */
  subject: string;
  /** The account name from the provider; null where it sends none. */
  username: string | null;
  hasSecondFactor: boolean;
  /** The id of the provider's own session, named in a later logout notice; null where it sends none. */
  session: string | null;
}

/** A provider's notice of a sign-out: names the person, the provider's session, or both. */
export interface LogoutNotice {
  /** Unique among the provider's notices. */
  id: string;
  subject: string | null;
  session: string | null;
}

export interface IdentityProvider {
  readonly protocol: SsoProtocol;
  /** Namespace of its subjects. */
  readonly id: string;
  /** Returns the address to redirect the browser to. Throws a ProviderFault. */
  begin(attempt: Attempt): Promise<URL>;
  /** Returns the person who came back to `callback`. Throws a ProviderFault. */
  finish(callback: URL, attempt: Attempt): Promise<Identity>;
  /** Reads a logout notice. Throws a ProviderFault. Absent where the protocol has none. */
  readLogoutNotice?(notice: string): Promise<LogoutNotice>;
}

export class ProviderFault extends Error {
  override readonly name = "ProviderFault";
  /** `away`: no usable response, worth a retry; `refused`: this person, code or token is not accepted. */
  readonly code: "away" | "refused";

  constructor(code: "away" | "refused", message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
