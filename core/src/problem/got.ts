// The "got" of a refusal: what came instead of what was expected, in one line.

const MAX_LENGTH = 80;

/**
 * A value that somebody sent, as one line of at most 81 characters. Of lists and objects only the kind is told: they may
 * be nested deeper than anything that recurses has stack for, and may hold a `toString` of the sender's.
 */
export function gotText(value: unknown): string {
  const text = told(value);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

function told(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
