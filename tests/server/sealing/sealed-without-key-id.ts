// A text as version 0.1 sealed it before keys had ids: nonce, tag and body. Written out here, so that no change of the program
// can make what lies in a city's database unreadable unnoticed.
import { createCipheriv, hkdfSync, randomBytes } from "node:crypto";

export function sealedWithoutKeyId(secret: string, owner: string, text: string): Uint8Array {
  const key = new Uint8Array(hkdfSync("sha256", secret, "minqing", "sealed text", 32));
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(owner));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}
