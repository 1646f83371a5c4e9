// Passwords that were found most often in breaches (泄露口令), of eight characters or more: 8,354, as the first 12 hex
// digits of the SHA-256 of the password in lower case. Source: geodata/data/PROVENANCE.md. With so few hashes, one
// password in thirty thousand million is rejected by mistake.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const FILE = join(import.meta.dirname, "../../data/breached-passwords.sha256.txt");
const DIGITS = 12;
const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

let known: ReadonlySet<string> | null = null;

const isKnown = (text: string, hashes: ReadonlySet<string>): boolean =>
  hashes.has(createHash("sha256").update(text).digest("hex").slice(0, DIGITS));

/** Ignores case, and punctuation before and after the password. */
export function isBreached(password: string): boolean {
  known ??= new Set(readFileSync(FILE, "utf8").trim().split("\n"));
  const plain = password.toLowerCase();
  return isKnown(plain, known) || isKnown(plain.replace(EDGES, ""), known);
}
