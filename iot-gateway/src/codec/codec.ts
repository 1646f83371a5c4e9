// A codec decodes one dialect into the city's message types: a topic match and a decode function, nothing else. Another
// dialect (a vendor's frame, SL 651, JT/T 808) is one more file beside native.ts, one more line in CODECS, and its topic in topics.ts.
import type { DetectionMessage } from "@minqing/core/detection/detection";
import type { ObservationMessage } from "@minqing/core/thing/observation";
import type { MessageIssue } from "../ingest/message-issue.ts";
import type { Address } from "../topics.ts";

/** One observation of a message; `at` is its place in the message, as a prefix for dead letters. */
export interface DecodedObservation {
  at: string;
  message: ObservationMessage;
}

export type Decoded =
  | { kind: "observations"; items: DecodedObservation[]; issues: MessageIssue[] }
  | { kind: "detection"; message: DetectionMessage; issues: MessageIssue[] }
  | { kind: "status"; status: "online" | "offline" }
  | { kind: "unusable"; issues: MessageIssue[] };

export interface Codec {
  name: string;
  /** Null where the topic belongs to another dialect. */
  match(topic: string): Address | null;
  /** `receivedAtMs` is the message's arrival. */
  decode(address: Address, payload: Buffer, receivedAtMs: number): Decoded;
}
