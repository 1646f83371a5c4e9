// What single sign-on (单点登录) asks of an identity provider: one adapter for each protocol. Whether the person that it
// names may come in is decided elsewhere.

import type { SsoProtocol } from "@minqing/core/access/single-sign-on";

/** Drawn for one sign-in, and kept by the browser until it comes back. */
export interface Attempt {
  /** Ties the way back to the browser that began. Letters and digits: some providers take nothing else. */
  state: string;
  /** Ties the provider's token to this sign-in. */
  nonce: string;
  /** Ties the code to whoever asked for it. [RFC 7636] */
  verifier: string;
}

export interface Identity {
  /** The provider's lasting name of the person, whatever they are called. */
  subject: string;
  /** As the provider says it; null where it says nothing. */
  username: string | null;
  hasSecondFactor: boolean;
  /** The provider's own session, by which it may tell of its end; null where it names none. */
  session: string | null;
}

/** What a provider says of somebody who signed out there: who, or from which of its sessions, or both. */
export interface SignOut {
  /** No other notice of this provider has it. */
  id: string;
  subject: string | null;
  session: string | null;
}

export interface IdentityProvider {
  readonly protocol: SsoProtocol;
  /** Tells its subjects from those of every other provider. */
  readonly id: string;
  /** Where the browser goes. Throws a ProviderFault. */
  begin(attempt: Attempt): Promise<URL>;
  /** Who came back to `callback`. Throws a ProviderFault. */
  finish(callback: URL, attempt: Attempt): Promise<Identity>;
  /** Reads a notice that somebody signed out there. Throws a ProviderFault. Absent: this protocol has none. */
  readSignOut?(notice: string): Promise<SignOut>;
}

export class ProviderFault extends Error {
  override readonly name = "ProviderFault";
  /** `away`: nobody answered sensibly, again later; `refused`: not with this person, code or token. */
  readonly code: "away" | "refused";

  constructor(code: "away" | "refused", message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
