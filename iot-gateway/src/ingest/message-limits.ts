// Limits the messages of each device by a token bucket: a device may replay what it buffered, and not flood the city.
import type { DeviceLimits } from "@minqing/core/device/limits";

interface Bucket {
  tokens: number;
  atMs: number;
  /** The minute in which a dead letter was written for what was above the limit. */
  letterMinute: number;
}

export type Verdict = "allowed" | "first-of-minute" | "counted";

const MINUTE_MS = 60_000;

export class MessageLimits {
  readonly #buckets = new Map<string, Bucket>();

  take(deviceId: string, nowMs: number, limits: Pick<DeviceLimits, "messagesPerSecond" | "messageBurst">): Verdict {
    const { messagesPerSecond, messageBurst } = limits;
    const bucket = this.#buckets.get(deviceId) ?? { tokens: messageBurst, atMs: nowMs, letterMinute: -1 };
    this.#buckets.set(deviceId, bucket);
    const elapsedS = Math.max(0, nowMs - bucket.atMs) / 1_000;
    bucket.tokens = Math.min(messageBurst, bucket.tokens + elapsedS * messagesPerSecond);
    bucket.atMs = Math.max(bucket.atMs, nowMs);
    if (bucket.tokens >= 1) {
      bucket.tokens -= 1;
      return "allowed";
    }
    const minute = Math.floor(nowMs / MINUTE_MS);
    if (bucket.letterMinute === minute) return "counted";
    bucket.letterMinute = minute;
    return "first-of-minute";
  }
}
