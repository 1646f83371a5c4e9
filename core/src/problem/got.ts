// The "got" of an error message: the received value in one line.

import { withVisibleCharacters } from "../text/text.ts";

const MAX_LENGTH = 80;

/**
 * A received value as one line of at most 81 characters. Lists and objects are described by their kind only: they may
 * be nested too deep for a recursive function, and may contain a `toString` of the sender's.
 */
export function gotText(value: unknown): string {
  const text = described(value);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

function described(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return withVisibleCharacters(JSON.stringify(value));
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
