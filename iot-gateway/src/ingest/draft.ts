// A message between validation and commit: its storable rows, and the issues of the rest.
import type { DetectionRow, ObservationRow, PositionRow } from "@minqing/geodata/ingest/rows";
import type { Stream, Thing } from "../directory/directory.ts";
import type { InboundMessage } from "../message.ts";
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
  /** The picture, if the message has one. */
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
  isForeign: false,
});

/** The same message without storable rows: it becomes a dead letter only. */
export const unusableDraft = (draft: Draft, issue: MessageIssue): Draft => ({
  ...emptyDraft(draft.message, draft.deviceId),
  issues: [...draft.issues, issue],
});
