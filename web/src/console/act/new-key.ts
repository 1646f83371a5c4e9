// A new idempotency key for one request. `randomUUID` is missing on plain HTTP from another machine; random bytes are
// not.

export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
