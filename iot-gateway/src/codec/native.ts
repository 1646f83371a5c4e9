// The dialect of our own contract: JSON on city/v1/….
import { gotText } from "@minqing/core/problem/got";
import { decodeUtf8 } from "@minqing/core/text/utf8";
import type { MessageIssue } from "../ingest/message-issue.ts";
import { type Address, parseTopic } from "../topics.ts";
import type { Codec, Decoded } from "./codec.ts";
import { decodeDetection } from "./decode-detection.ts";
import { decodeObservations } from "./decode-observations.ts";

export const nativeCodec: Codec = { name: "native", match: parseTopic, decode };

const unusable = (issue: MessageIssue): Decoded => ({ kind: "unusable", issues: [issue] });

function decode({ channel }: Address, payload: Buffer, receivedAtMs: number): Decoded {
  switch (channel) {
    case "observations":
    case "detections": {
      const parsed = parseJson(payload);
      if (!parsed.ok) return unusable(parsed.issue);
      const decodeJson = channel === "observations" ? decodeObservations : decodeDetection;
      return decodeJson(parsed.json, receivedAtMs);
    }
    case "status":
      return decodeStatus(payload);
    case "command-ack":
      // Commands are not implemented yet: none was sent, so none can be acknowledged.
      return unusable({ reason: "unknown-command", detail: "expected the id of a command that was sent, got another" });
  }
}

type Parsed = { ok: true; json: unknown } | { ok: false; issue: MessageIssue };

function parseJson(payload: Buffer): Parsed {
  const text = decodeUtf8(payload);
  if (!text.ok) return { ok: false, issue: { reason: "bad-json", detail: text.issue } };
  try {
    return { ok: true, json: JSON.parse(text.text) };
  } catch (cause) {
    const detail = `expected JSON, got ${cause instanceof Error ? cause.message : String(cause)}`;
    return { ok: false, issue: { reason: "bad-json", detail } };
  }
}

function decodeStatus(payload: Buffer): Decoded {
  const status = payload.toString("utf8");
  if (status === "online" || status === "offline") return { kind: "status", status };
  return unusable({ reason: "bad-shape", detail: `expected online or offline, got ${gotText(status)}` });
}
