// Passwords of accounts as argon2id hashes, in the PHC text form `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. [RFC 9106]
import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

// [RFC 9106 §4, second recommended option] 64 MiB and 3 passes; measured here: 90 ms a hash on one core.
const MEMORY_KIB = 64 * 1024;
const PASSES = 3;
const LANES = 1;
const HASH_BYTES = 32;
const SALT_BYTES = 16;

const derive = promisify(argon2);

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64").replace(/=+$/, "");

interface Cost {
  memory: number;
  passes: number;
  parallelism: number;
}

const hashWith = (password: string, salt: Uint8Array, cost: Cost): Promise<Buffer> => {
  const parameters: Argon2Parameters = { message: password, nonce: salt, tagLength: HASH_BYTES, ...cost };
  return derive("argon2id", parameters);
};

export async function hashPassword(password: string, salt: Uint8Array = randomBytes(SALT_BYTES)): Promise<string> {
  const cost: Cost = { memory: MEMORY_KIB, passes: PASSES, parallelism: LANES };
  const hash = await hashWith(password, salt, cost);
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${base64(salt)}$${base64(hash)}`;
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** False for a wrong password and for a stored text of another form. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const match = PHC.exec(stored);
  if (match === null) return false;
  const [, memory, passes, parallelism, salt = "", hash = ""] = match;
  const cost: Cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const expected = Buffer.from(hash, "base64");
  const got = await hashWith(password, Buffer.from(salt, "base64"), cost);
  return expected.length === got.length && timingSafeEqual(expected, got);
}
