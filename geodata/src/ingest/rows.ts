// The rows of one batch that the gateway writes to the database. Instants are epoch milliseconds: a batch holds
// thousands.

export interface ObservationRow {
  datastreamId: number;
  observedAtMs: number;
  seq: number;
  receivedAtMs: number;
  valueNum: number | null;
  valueText: string | null;
  /** By how much the device's clock was wrong; `observedAtMs` is the arrival then. */
  skewMs: number | null;
  late: boolean;
}

export interface PositionRow {
  thingId: string;
  observedAtMs: number;
  seq: number;
  receivedAtMs: number;
  lon: number;
  lat: number;
  accuracyM: number | null;
  heading: number | null;
  speedKmh: number | null;
}

export interface DeadLetterRow {
  receivedAtMs: number;
  deviceId: string | null;
  topic: string;
  reason: string;
  detail: string;
  sizeBytes: number;
  payloadSha256: Buffer;
  payloadHead: Buffer;
}

/** What a batch adds to the ledger of one device. */
export interface CounterRow {
  deviceId: string;
  received: number;
  stored: number;
  duplicate: number;
  late: number;
  deadLettered: number;
  unprotected: number;
  refused: number;
  lastRefusal: string | null;
  lastReceivedAtMs: number | null;
  clockFaults: number;
  /** Of the newest reading; undefined where the batch has none. */
  clockSkewMs: number | null | undefined;
  /** Messages, alarms and cases held back by the limits of the device. */
  capped: number;
}

export interface RuleStateRow {
  ruleId: string;
  subjectId: string;
  state: unknown;
}

export interface StatusRow {
  deviceId: string;
  status: "online" | "offline";
  atMs: number;
}

export interface DetectionRow {
  cameraId: string;
  /** As the camera sends it. */
  sourceId: string;
  phase: "new" | "update" | "end";
  rawClass: string;
  category: string | null;
  confidence: number;
  box: readonly number[] | null;
  observedAtMs: number;
  /** Device time minus `observedAtMs`, where the arrival had to replace the device's time. */
  skewMs: number | null;
  receivedAtMs: number;
  regionCode: string;
  lon: number;
  lat: number;
  fate: "auto_report" | "review" | "log";
  snapshotSha256: Buffer | null;
  snapshotUrl: string | null;
  synthetic: boolean;
}
