// Hashes of whole requests, to tell a repeated request from another one with the same key. They are keyed, because a request
// may hold a password or a telephone number, which a plain hash would reveal to who reads the table and guesses.
import { createHmac } from "node:crypto";
import type { Secrets } from "../sealing/sealing-keys.ts";

export class RequestFingerprints {
  readonly #secrets: readonly string[];

  constructor({ current, previous }: Secrets) {
    this.#secrets = [current, ...previous];
  }

  /** By the present secret, then by the previous ones: a key from before a change of secrets is still known. */
  of(address: string, body: Uint8Array): Uint8Array[] {
    return this.#secrets.map((secret) =>
      createHmac("sha256", secret).update("idempotent request\n").update(address).update("\n").update(body).digest(),
    );
  }
}
