// A message between validation and commit: its storable rows, and the issues of the rest.
import type { DetectionRow, ObservationRow, PositionRow } from "@minqing/geodata/ingest/rows";
import type { Directory, Stream, Thing } from "../directory/directory.ts";
import type { InboundMessage } from "../message.ts";
import { parseTopic } from "../topics.ts";
import type { MessageIssue } from "./message-issue.ts";

/** The row itself with its stream: a second object for each of 100,000 values a second would burden the garbage collector. */
export interface DraftObservation extends ObservationRow {
  stream: Stream;
}

export interface DraftPosition {
  thing: Thing;
  row: PositionRow;
}

export interface DraftDetection {
  row: DetectionRow;
  /** The picture as it was sent, if the message has one; not trusted. */
  sentPicture: Buffer | null;
  /** The picture as it is stored; set before the batch is written. */
  jpeg: Buffer | null;
}

export interface Draft {
  message: InboundMessage;
  /** The device in whose ledger the message is counted; null when the sender is unknown. */
  deviceId: string | null;
  observations: DraftObservation[];
  positions: DraftPosition[];
  detection: DraftDetection | null;
  status: "online" | "offline" | null;
  issues: MessageIssue[];
  /** By how much the device's clock is wrong, by its newest reading; null if it is right or the message has none. */
  clockSkewMs: number | null;
  /** Above the limit of the device: counted; its dead letter is written once a minute. */
  isCapped: boolean;
  /** The topic belongs to another device or to no contract: also counted as refused. */
  isForeign: boolean;
}

export const emptyDraft = (message: InboundMessage, deviceId: string | null): Draft => ({
  message,
  deviceId,
  observations: [],
  positions: [],
  detection: null,
  status: null,
  issues: [],
  clockSkewMs: null,
  isCapped: false,
  isForeign: false,
});

/** The same message without storable rows: it becomes a dead letter only. */
export const unusableDraft = (draft: Draft, issue: MessageIssue): Draft => ({
  ...emptyDraft(draft.message, draft.deviceId),
  issues: [...draft.issues, issue],
});

/** Whose limit a message counts against: its sender, or the device of its topic behind a broker that has checked it. */
export const senderOf = ({ username, topic }: InboundMessage): string =>
  username ?? parseTopic(topic)?.deviceId ?? topic;

/** A message above the limit of its device is counted unread; the first of a minute leaves a dead letter. */
export function cappedDraft(
  message: InboundMessage,
  verdict: "first-of-minute" | "counted",
  { things, cameras, limits }: Pick<Directory, "things" | "cameras" | "limits">,
): Draft {
  const sender = senderOf(message);
  const isKnown = things.has(sender) || cameras.has(sender);
  const { messageBurst, messagesPerSecond } = limits;
  const detail = `expected at most ${messageBurst} messages at once and ${messagesPerSecond} a second from one device, got more: until the end of the minute they are only counted`;
  return {
    ...emptyDraft(message, isKnown ? sender : message.username),
    isCapped: true,
    issues: verdict === "first-of-minute" ? [{ reason: "too-many", detail }] : [],
  };
}
