// A message between validation and commit: what of it can be stored, and what cannot.
import type { DetectionRow, ObservationRow, PositionRow } from "@minqing/geodata/ingest/rows";
import type { Stream, Thing } from "../directory/directory.ts";
import type { InboundMessage } from "../message.ts";
import type { Fault } from "./reason.ts";

/** The row itself, with its stream: a second object for each of 100,000 values a second is what the collector pays for. */
export interface DraftObservation extends ObservationRow {
  stream: Stream;
}

export interface DraftPosition {
  thing: Thing;
  row: PositionRow;
}

export interface DraftDetection {
  row: DetectionRow;
  /** The picture itself, when the message brought one. */
  jpeg: Buffer | null;
}

export interface Draft {
  message: InboundMessage;
  /** Whose ledger it is entered in; null when nobody known sent it. */
  deviceId: string | null;
  observations: DraftObservation[];
  positions: DraftPosition[];
  detection: DraftDetection | null;
  status: "online" | "offline" | null;
  faults: Fault[];
  /** Not this device's topic: counted as refused as well. */
  isForeign: boolean;
}

export const emptyDraft = (message: InboundMessage, deviceId: string | null): Draft => ({
  message,
  deviceId,
  observations: [],
  positions: [],
  detection: null,
  status: null,
  faults: [],
  isForeign: false,
});

/** The same message as nothing but a dead letter. */
export const burnt = (draft: Draft, fault: Fault): Draft => ({
  ...emptyDraft(draft.message, draft.deviceId),
  faults: [...draft.faults, fault],
});
