// Reads the fields of a JSON object one by one: an absent or null field is undefined, a bad one is null and an issue.
import { gotText } from "@minqing/core/problem/got";
import { MessageTime, messageTimeIssue } from "@minqing/core/thing/message-time";
import type { z } from "zod";
import type { MessageIssue, Reason } from "../ingest/message-issue.ts";

export const isRecord = (json: unknown): json is Record<string, unknown> =>
  typeof json === "object" && json !== null && !Array.isArray(json);

export class FieldReader {
  readonly #json: Readonly<Record<string, unknown>>;
  readonly #at: string;
  readonly #issues: MessageIssue[];

  /** `at` is the place of the object in its message, as a prefix. */
  constructor(json: Readonly<Record<string, unknown>>, at: string, issues: MessageIssue[]) {
    this.#json = json;
    this.#at = at;
    this.#issues = issues;
  }

  read<T>(
    key: string,
    schema: z.ZodType<T>,
    expected: string,
    { reason = "bad-shape", hint }: { reason?: Reason; hint?: (value: unknown) => string | null } = {},
  ): T | null | undefined {
    const value = this.#json[key];
    if (value === undefined || value === null) return undefined;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const found = hint?.(value) ?? null;
    const suffix = found === null ? "" : ` (${found})`;
    this.#issues.push({ reason, detail: `${this.#at}${key}: expected ${expected}, got ${gotText(value)}${suffix}` });
    return null;
  }

  /** The instant `t`; null, and an issue, if it is none. */
  readTime(receivedAtMs: number): MessageTime | null {
    const issue = messageTimeIssue(this.#json["t"], Object.keys(this.#json), receivedAtMs);
    if (issue === null) return MessageTime.parse(this.#json["t"]);
    this.#issues.push({ ...issue, detail: `${this.#at}${issue.detail}` });
    return null;
  }

  /** As `read`, for a field without which the message cannot be used: a missing one is an issue too. */
  need<T>(key: string, schema: z.ZodType<T>, expected: string, hint?: (value: unknown) => string | null): T | null {
    const value = this.read(key, schema, expected, hint === undefined ? {} : { hint });
    if (value !== undefined) return value;
    const keys = Object.keys(this.#json).slice(0, 8).join(", ") || "none";
    this.#issues.push({
      reason: "bad-shape",
      detail: `${this.#at}${key}: expected ${expected}, got nothing (keys here: ${keys})`,
    });
    return null;
  }
}
