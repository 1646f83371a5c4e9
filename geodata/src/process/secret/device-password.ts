// Hashes of device passwords in the form that Mosquitto reads: $7$iterations$salt$hash, PBKDF2-SHA512, base64.
// [mosquitto_passwd(1)]
import { pbkdf2Sync, randomBytes, timingSafeEqual } from "node:crypto";

/** Mosquitto's own default. The secrets are random and long, so stretching would only add sign-in time. */
const ITERATIONS = 101;
const HASH_BYTES = 64;

export function hashDevicePassword(password: string, salt: Buffer = randomBytes(12)): string {
  const hash = pbkdf2Sync(password, salt, ITERATIONS, HASH_BYTES, "sha512");
  return `$7$${ITERATIONS}$${salt.toString("base64")}$${hash.toString("base64")}`;
}

/** False for a wrong password and for a stored text of another form. */
export function verifyDevicePassword(password: string, stored: string): boolean {
  const [, scheme, iterations, salt, hash] = stored.split("$");
  if (scheme !== "7" || iterations === undefined || salt === undefined || hash === undefined) return false;
  const expected = Buffer.from(hash, "base64");
  if (expected.length !== HASH_BYTES) return false;
  const got = pbkdf2Sync(password, Buffer.from(salt, "base64"), Number(iterations), HASH_BYTES, "sha512");
  return timingSafeEqual(expected, got);
}
