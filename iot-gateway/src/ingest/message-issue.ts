// Why a message, or a part of it, cannot be used. Stored in `dead_letters.reason` and `dead_letters.detail`.

export const REASONS = [
  "bad-json", // not UTF-8 JSON
  "bad-shape", // JSON, but not a message of the contract
  "bad-time", // no instant of the contract: no zone, another unit, another form
  "unknown-thing",
  "unknown-camera",
  "unknown-command",
  "unknown-property", // the thing has no such datastream
  "not-a-number", // text, Infinity or a boolean where a number is expected
  "wrong-type", // a number where text or a boolean is expected
  "out-of-range", // outside the property's plausible limits
  "outside-envelope", // outside the city's bounding box + 200 km
  "bad-snapshot", // not a JPEG
  "too-large",
  "too-many", // more messages than the city allows a device: the rest of the minute is only counted
  "foreign-topic", // not below the device's own id, or not in the contract
  "conflict", // another value is stored under the same key
  "refused-by-database",
] as const;
export type Reason = (typeof REASONS)[number];

export interface MessageIssue {
  reason: Reason;
  /** Place in the message, expected and got. */
  detail: string;
}
