// The dialect of our own contract: JSON on city/v1/….
import { isUtf8 } from "node:buffer";
import { DetectionMessage } from "@minqing/core/detection/detection";
import { gotText } from "@minqing/core/problem/got";
import type { MessageIssue } from "../ingest/message-issue.ts";
import { type Address, parseTopic } from "../topics.ts";
import type { Codec, Decoded } from "./codec.ts";
import { decodeObservations } from "./decode-observations.ts";

export const nativeCodec: Codec = { name: "native", match: parseTopic, decode };

const unusable = (issue: MessageIssue): Decoded => ({ kind: "unusable", issues: [issue] });

function decode({ channel }: Address, payload: Buffer): Decoded {
  switch (channel) {
    case "observations":
    case "detections": {
      const parsed = parseJson(payload);
      if (!parsed.ok) return unusable(parsed.issue);
      return channel === "observations" ? decodeObservations(parsed.json) : decodeDetection(parsed.json);
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
  if (!isUtf8(payload)) return { ok: false, issue: { reason: "bad-json", detail: "expected UTF-8, got other bytes" } };
  try {
    return { ok: true, json: JSON.parse(payload.toString("utf8")) };
  } catch (cause) {
    const detail = `expected JSON, got ${cause instanceof Error ? cause.message : String(cause)}`;
    return { ok: false, issue: { reason: "bad-json", detail } };
  }
}

function decodeDetection(json: unknown): Decoded {
  const parsed = DetectionMessage.safeParse(json);
  if (parsed.success) return { kind: "detection", message: parsed.data };
  const detail = parsed.error.issues
    .map((issue) => `${issue.path.join(".") || "message"}: ${issue.message}`)
    .join("; ");
  return unusable({ reason: "bad-shape", detail });
}

function decodeStatus(payload: Buffer): Decoded {
  const status = payload.toString("utf8");
  if (status === "online" || status === "offline") return { kind: "status", status };
  return unusable({ reason: "bad-shape", detail: `expected online or offline, got ${gotText(status)}` });
}
