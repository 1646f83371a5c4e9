// Tokens are random, so a keyed hash is all that the database needs to know them again; the key is not in it.
import { createHmac } from "node:crypto";

export const tokenHash = (secret: string, token: string): Uint8Array =>
  createHmac("sha256", secret).update(token).digest();
