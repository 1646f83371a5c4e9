// A native detection: id, instant, class and confidence are needed; every other field is judged alone, and null means
// absent.
import { DETECTION_FIELDS, type DetectionMessage, detectionBox } from "@minqing/core/detection/detection";
import { gotText } from "@minqing/core/problem/got";
import type { MessageIssue } from "../ingest/message-issue.ts";
import type { Decoded } from "./codec.ts";
import { FieldReader, isRecord } from "./field-reader.ts";

export function decodeDetection(json: unknown, receivedAtMs: number): Decoded {
  const issues: MessageIssue[] = [];
  if (!isRecord(json)) {
    const detail = `message: expected an object {id, t, class, confidence}, got ${gotText(json)}`;
    return { kind: "unusable", issues: [{ reason: "bad-shape", detail }] };
  }
  const message = decodeFields(json, receivedAtMs, issues);
  return message === null ? { kind: "unusable", issues } : { kind: "detection", message, issues };
}

function decodeFields(
  json: Record<string, unknown>,
  receivedAtMs: number,
  issues: MessageIssue[],
): DetectionMessage | null {
  const fields = new FieldReader(json, "", issues);
  const t = fields.readTime(receivedAtMs);
  const id = fields.need("id", DETECTION_FIELDS.id, "storable text of 1 to 128 characters that an address can carry");
  const detectionClass = fields.need(
    "class",
    DETECTION_FIELDS.class,
    "an EventSort number or a category code",
    (got) =>
      typeof got === "string" && /^\d{1,4}$/.test(got) ? `send the number ${Number(got)} without quotes` : null,
  );
  const confidence = fields.need("confidence", DETECTION_FIELDS.confidence, "0 to 1", (got) =>
    typeof got === "number" && got > 1 && got <= 100 ? "looks like percent" : null,
  );
  if (t === null || id === null || detectionClass === null || confidence === null) return null;
  const crs = fields.read("crs", DETECTION_FIELDS.crs, "WGS84, CGCS2000, GCJ02 or BD09");
  const position =
    crs === null ? undefined : fields.read("position", DETECTION_FIELDS.position, "[longitude, latitude]");
  const box = fields.read("box", DETECTION_FIELDS.box, "[x, y, width, height] in 0..1", {
    hint: (got) => (Array.isArray(got) && got.some((part) => Number(part) > 2) ? "looks like pixels" : null),
  });
  return {
    id,
    t,
    class: detectionClass,
    phase: fields.read("phase", DETECTION_FIELDS.phase, "new, update or end") ?? "new",
    confidence,
    box: box === null || box === undefined ? undefined : detectionBox(box),
    snapshot:
      fields.read("snapshot", DETECTION_FIELDS.snapshot, "a JPEG in base64", { reason: "bad-snapshot" }) ?? undefined,
    snapshotUrl:
      fields.read("snapshotUrl", DETECTION_FIELDS.snapshotUrl, "an address of at most 2048 characters") ?? undefined,
    position: position ?? undefined,
    crs: crs ?? "WGS84",
  };
}
