// Stages one and two, decode and validate: from bytes to rows that can be stored. Pure: "now" is the message's arrival.

import { gotText } from "@minqing/core/problem/got";
import { CODECS } from "../codec/codecs.ts";
import type { Directory } from "../directory/directory.ts";
import type { InboundMessage } from "../message.ts";
import type { Address } from "../topics.ts";
import { type Draft, emptyDraft } from "./draft.ts";
import { validateDetection } from "./validate-detection.ts";
import { validateObservations } from "./validate-observations.ts";

/** [design §6] */
export const MAX_OBSERVATION_BYTES = 64 * 1024;
export const MAX_DETECTION_BYTES = 512 * 1024;

export function decodeMessage(message: InboundMessage, directory: Directory): Draft {
  const found = findCodec(message.topic);
  if (found === null) return foreignTopicDraft(message, "a topic of the contract");
  const { codec, address } = found;
  if (message.username !== null && message.username !== address.deviceId) {
    return foreignTopicDraft(message, `a topic below ${gotText(message.username)}`);
  }
  const draft = emptyDraft(message, address.deviceId);
  if (!isKnown(address, directory)) return addUnknownDevice(draft, address);
  const limit = address.channel === "detections" ? MAX_DETECTION_BYTES : MAX_OBSERVATION_BYTES;
  if (message.payload.length > limit) {
    draft.issues.push({
      reason: "too-large",
      detail: `expected at most ${limit} bytes, got ${message.payload.length}`,
    });
    return draft;
  }
  const decoded = codec.decode(address, message.payload, message.receivedAtMs);
  switch (decoded.kind) {
    case "observations":
      draft.issues.push(...decoded.issues);
      validateObservations(draft, decoded.items, address.deviceId, directory);
      break;
    case "detection":
      draft.issues.push(...decoded.issues);
      validateDetection(draft, decoded.message, address.deviceId, directory);
      break;
    case "status":
      draft.status = decoded.status;
      break;
    case "unusable":
      draft.issues.push(...decoded.issues);
  }
  return draft;
}

function findCodec(topic: string): { codec: (typeof CODECS)[number]; address: Address } | null {
  for (const codec of CODECS) {
    const address = codec.match(topic);
    if (address !== null) return { codec, address };
  }
  return null;
}

const isKnown = ({ kind, deviceId }: Address, directory: Directory): boolean =>
  kind === "thing" ? directory.things.has(deviceId) : directory.cameras.has(deviceId);

/** Not entered under the unknown id: behind an external broker a sender could invent ids and fill the ledger. */
function addUnknownDevice(draft: Draft, { kind, deviceId }: Address): Draft {
  draft.deviceId = draft.message.username;
  const reason = kind === "thing" ? "unknown-thing" : "unknown-camera";
  draft.issues.push({ reason, detail: `expected the id of a ${kind} of this city, got ${gotText(deviceId)}` });
  return draft;
}

function foreignTopicDraft(message: InboundMessage, expected: string): Draft {
  const draft = emptyDraft(message, message.username);
  draft.isForeign = message.username !== null;
  draft.issues.push({ reason: "foreign-topic", detail: `expected ${expected}, got ${gotText(message.topic)}` });
  return draft;
}
