// Why a message, or part of it, could not be used. The code stands in `dead_letters.reason`, the detail beside it.

export const REASONS = [
  "bad-json", // not UTF-8 JSON
  "bad-shape", // JSON, but not the message of the contract
  "bad-time", // before 2000: a device whose clock was reset
  "unknown-thing",
  "unknown-camera",
  "unknown-command",
  "unknown-property", // the thing has no such datastream
  "not-a-number", // text, Infinity or a boolean where a number belongs
  "wrong-type", // a number where text or a boolean belongs
  "out-of-range", // outside the property's plausible limits
  "outside-envelope", // outside the city's bounding box + 200 km
  "bad-snapshot", // not a JPEG
  "too-large",
  "foreign-topic", // not below the device's own id, or no topic of the contract
  "conflict", // the key is taken by another value
  "refused-by-database",
] as const;
export type Reason = (typeof REASONS)[number];

export interface Fault {
  reason: Reason;
  /** Where in the message, expected and got. */
  detail: string;
}
