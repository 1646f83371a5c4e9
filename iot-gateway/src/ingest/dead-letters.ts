// The dead letters (死信) of a message that cannot be used, or only in part: one row for each reason.
import { createHash } from "node:crypto";
import type { DeadLetterRow } from "@minqing/geodata/ingest/rows";
import type { Draft } from "./draft.ts";
import type { MessageIssue, Reason } from "./message-issue.ts";

const HEAD_BYTES = 2_048;
const DETAIL_CHARACTERS = 2_000;
const MAX_SHOWN_ISSUES = 10;

export function deadLetters(draft: Draft, issues: readonly MessageIssue[]): DeadLetterRow[] {
  if (issues.length === 0) return [];
  const { message, deviceId } = draft;
  const byReason = new Map<Reason, string[]>();
  for (const { reason, detail } of issues) byReason.set(reason, [...(byReason.get(reason) ?? []), detail]);
  const payloadSha256 = createHash("sha256").update(message.payload).digest();
  return [...byReason].map(([reason, details]) => ({
    receivedAtMs: message.receivedAtMs,
    deviceId,
    topic: storable(message.topic),
    reason,
    detail: storable(summary(details)),
    sizeBytes: message.payload.length,
    payloadSha256,
    payloadHead: Buffer.from(message.payload.subarray(0, HEAD_BYTES)),
  }));
}

function summary(details: readonly string[]): string {
  const more = details.length - MAX_SHOWN_ISSUES;
  const text = details.slice(0, MAX_SHOWN_ISSUES).join("; ") + (more > 0 ? `; and ${more} more` : "");
  return text.length > DETAIL_CHARACTERS ? `${text.slice(0, DETAIL_CHARACTERS)}…` : text;
}

/** PostgreSQL's `text` cannot hold NUL, and a dead letter itself must never be refused. */
const storable = (text: string): string => text.replaceAll("\0", "\uFFFD");
