// Seals (encrypts) secrets that must be readable again (contacts, second factors), with keys that are not in the database.
// AES-256-GCM. A sealed text is mark, key id, nonce, tag and text: 4 + 8 + 12 + 16 + n bytes. It is bound to its owner, so
// that rows cannot be exchanged. Texts sealed before keys had ids begin with the nonce.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const MARK = Buffer.from("mqk1");
const ID_BYTES = 8;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Fixed, so that shorter tags, which are easier to guess, are refused. */
const OPTIONS = { authTagLength: TAG_BYTES };

/** The secret that seals new texts, and the previous ones that still open old texts. */
export interface Secrets {
  current: string;
  previous: readonly string[];
}

interface Key {
  /** Mark and key id: the first bytes of every text that this key sealed. */
  head: Buffer;
  bytes: Uint8Array;
}

const derived = (secret: string, info: string, length: number): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "minqing", info, length));

/** The id is derived with its own info string: it identifies the key and reveals nothing of the secret. */
const keyOf = (secret: string): Key => ({
  head: Buffer.concat([MARK, derived(secret, "sealed text key id", ID_BYTES)]),
  bytes: derived(secret, "sealed text", 32),
});

function decrypt({ bytes }: Key, owner: string, sealed: Uint8Array): string {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", bytes, nonce, OPTIONS).setAAD(Buffer.from(owner)).setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
}

export class SealingKeys {
  readonly #current: Key;
  readonly #all: readonly Key[];
  /** Whether there are previous secrets. */
  readonly hasPrevious: boolean;

  constructor({ current, previous }: Secrets) {
    this.#current = keyOf(current);
    this.#all = [this.#current, ...previous.map(keyOf)];
    this.hasPrevious = previous.length > 0;
  }

  /** The first bytes of texts sealed with the current key. */
  get head(): Uint8Array {
    return this.#current.head;
  }

  /** The current key's id, for logs and the audit trail. */
  get id(): string {
    return this.#current.head.subarray(MARK.length).toString("hex");
  }

  seal(owner: string, text: string): Uint8Array {
    const { head, bytes } = this.#current;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv("aes-256-gcm", bytes, nonce, OPTIONS).setAAD(Buffer.from(owner));
    const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
    return Buffer.concat([head, nonce, cipher.getAuthTag(), body]);
  }

  /** Throws when no key opens the text, the owner is another, or the bytes were changed. */
  open(owner: string, sealed: Uint8Array): string {
    const named = this.#all.find(({ head }) => head.equals(sealed.subarray(0, head.length)));
    if (named !== undefined) return decrypt(named, owner, sealed.subarray(named.head.length));
    const faults: unknown[] = [];
    for (const key of this.#all) {
      try {
        return decrypt(key, owner, sealed);
      } catch (fault) {
        faults.push(fault);
      }
    }
    throw new AggregateError(faults, `expected a text sealed with one of ${this.#all.length} keys, got another one`);
  }
}
