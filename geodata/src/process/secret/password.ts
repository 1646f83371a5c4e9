// Passwords of accounts as argon2id hashes, in the PHC text form `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. [RFC 9106]
import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

export interface PasswordCost {
  /** KiB. */
  memory: number;
  passes: number;
  parallelism: number;
}

/** [RFC 9106 §4, second recommended option] 64 MiB and 3 passes: 90 ms a hash on one idle core. */
export const CHOSEN: PasswordCost = { memory: 64 * 1024, passes: 3, parallelism: 1 };
/** For generated passwords of 96 bits or more, which cannot be guessed: stretching would only add sign-in time. */
export const GENERATED: PasswordCost = { memory: 8 * 1024, passes: 1, parallelism: 1 };

const HASH_BYTES = 32;
const SALT_BYTES = 16;

const derive = promisify(argon2);

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64").replace(/=+$/, "");

const hashWith = (password: string, salt: Uint8Array, cost: PasswordCost): Promise<Buffer> => {
  const parameters: Argon2Parameters = { message: password, nonce: salt, tagLength: HASH_BYTES, ...cost };
  return derive("argon2id", parameters);
};

export async function hashPassword(password: string, cost: PasswordCost = CHOSEN): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await hashWith(password, salt, cost);
  const { memory, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(hash)}`;
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Whether a stored hash was made with this cost. */
export const hasCost = (stored: string, { memory, passes, parallelism }: PasswordCost): boolean =>
  stored.startsWith(`$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$`);

/** False for a wrong password and for a stored text of another form. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const match = PHC.exec(stored);
  if (match === null) return false;
  const [, memory, passes, parallelism, salt = "", hash = ""] = match;
  const cost: PasswordCost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const expected = Buffer.from(hash, "base64");
  const got = await hashWith(password, Buffer.from(salt, "base64"), cost);
  return expected.length === got.length && timingSafeEqual(expected, got);
}
