// A key for one wish (Idempotency-Key). `randomUUID` is missing on plain http from another machine; random bytes are not.

export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
