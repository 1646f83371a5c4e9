// What is written about a message that could not be used, or not wholly: one row for each reason in it.
import { createHash } from "node:crypto";
import type { DeadLetterRow } from "@minqing/geodata/ingest/rows";
import type { Draft } from "./draft.ts";
import type { Fault, Reason } from "./reason.ts";

const HEAD_BYTES = 2_048;
const DETAIL_CHARACTERS = 2_000;
const SHOWN_FAULTS = 10;

export function deadLetters(draft: Draft, faults: readonly Fault[]): DeadLetterRow[] {
  if (faults.length === 0) return [];
  const { message, deviceId } = draft;
  const byReason = new Map<Reason, string[]>();
  for (const { reason, detail } of faults) byReason.set(reason, [...(byReason.get(reason) ?? []), detail]);
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
  const more = details.length - SHOWN_FAULTS;
  const text = details.slice(0, SHOWN_FAULTS).join("; ") + (more > 0 ? `; and ${more} more` : "");
  return text.length > DETAIL_CHARACTERS ? `${text.slice(0, DETAIL_CHARACTERS)}…` : text;
}

/** PostgreSQL's text holds no NUL: a dead letter must never be refused itself. */
const storable = (text: string): string => text.replaceAll("\0", "\uFFFD");
