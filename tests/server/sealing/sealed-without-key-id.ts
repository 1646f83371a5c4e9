// Seals a text as version 0.1 did, before keys had ids: nonce, tag and body. Written out here, so that a change of the program
// that makes stored texts unreadable fails a test.
import { createCipheriv, hkdfSync, randomBytes } from "node:crypto";

export function sealedWithoutKeyId(secret: string, owner: string, text: string): Uint8Array {
  const key = new Uint8Array(hkdfSync("sha256", secret, "minqing", "sealed text", 32));
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(owner));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}
