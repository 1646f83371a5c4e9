// The keyed hash of a session or service token, as the database stores it. Tokens are random, so a plain HMAC is enough; the
// key is not in the database.
import { createHmac } from "node:crypto";

export const tokenHash = (secret: string, token: string): Uint8Array =>
  createHmac("sha256", secret).update(token).digest();
