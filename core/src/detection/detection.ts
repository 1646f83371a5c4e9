// A detection (识别结果): what a camera's AI believes it has seen. Never called an event.
import { z } from "zod";
import { Secrecy } from "../access/scope.ts";
import { Crs } from "../geo/position.ts";
import { StorableText } from "../text/text.ts";
import { MessageTime } from "../thing/message-time.ts";

/** EventSort number (video platforms) or a category code of the city. */
export const DetectionClass = z.union([z.number().int().min(0).max(9999), z.string().regex(/^\d{4}[a-z]?$/)]);

/** How far a computed fraction may lie outside of 0..1: boxes at the picture's edge do, by rounding. */
const TOLERANCE = 0.01;

const clamped = (value: number): number => Math.min(1, Math.max(0, value));

const fraction = z
  .number()
  .min(-TOLERANCE)
  .max(1 + TOLERANCE);

/** An id that an address cannot carry would name a detection that nobody can open. [RFC 3986 §5.2.4] */
const DetectionId = StorableText.min(1)
  .max(128)
  .refine((id) => !/^\.{1,2}$/.test(id) && !/[\p{Cc}]/u.test(id) && id.trim() !== "");

/** The fields of the message on `city/v1/cameras/{cameraId}/detections`; each optional one is judged alone. */
export const DETECTION_FIELDS = {
  id: DetectionId,
  class: DetectionClass,
  phase: z.enum(["new", "update", "end"]),
  confidence: fraction.transform(clamped),
  box: z.tuple([fraction, fraction, fraction, fraction]),
  /** Base64, with or without the head of a data URI, in any line length. */
  snapshot: z
    .string()
    .transform((text) => text.replace(/^data:[^,]*,/, "").replace(/\s+/g, ""))
    .pipe(z.union([z.base64(), z.base64url()])),
  snapshotUrl: z.url().max(2048),
  position: z.tuple([z.number(), z.number()]),
  crs: Crs,
} as const;

export const DetectionMessage = z.object({
  id: DETECTION_FIELDS.id,
  t: MessageTime,
  class: DETECTION_FIELDS.class,
  phase: DETECTION_FIELDS.phase.default("new"),
  confidence: DETECTION_FIELDS.confidence,
  box: DETECTION_FIELDS.box.optional(),
  snapshot: DETECTION_FIELDS.snapshot.optional(),
  snapshotUrl: DETECTION_FIELDS.snapshotUrl.optional(),
  position: DETECTION_FIELDS.position.optional(),
  crs: DETECTION_FIELDS.crs.default("WGS84"),
});
export type DetectionMessage = z.infer<typeof DetectionMessage>;

type Box = [x: number, y: number, width: number, height: number];

export const detectionBox = (box: Readonly<Box>): Box => box.map(clamped) as Box;

/** What happens to a detection: a case is opened automatically, a person reviews it, or it is only logged. */
export const DetectionFate = z.enum(["auto_report", "review", "log"]);
export type DetectionFate = z.infer<typeof DetectionFate>;

export const DetectionView = z
  .object({
    id: z.string(),
    cameraId: z.string(),
    cameraName: z.string(),
    /** Class code of the city after mapping; null when the class is unknown here. */
    category: z.string().nullable(),
    categoryNameZh: z.string().nullable(),
    categoryNameEn: z.string().nullable(),
    rawClass: z.string(),
    phase: z.enum(["new", "update", "end"]),
    confidence: z.number(),
    box: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
    regionCode: z.string(),
    /** Reach of its camera; null if it is not on a river. */
    reachCode: z.string().nullable(),
    position: z.tuple([z.number(), z.number()]),
    observedAt: z.iso.datetime(),
    fate: DetectionFate,
    verdict: z.enum(["confirmed", "false_alarm"]).nullable(),
    /** Also null for a reader who does not see the case. */
    caseId: z.string().nullable(),
    /** Grade of the case that it belongs to; it applies to the picture too. */
    secrecy: Secrecy,
    hasSnapshot: z.boolean(),
    synthetic: z.boolean(),
  })
  .meta({ id: "DetectionView" });
export type DetectionView = z.infer<typeof DetectionView>;

/**
 * Cameras assign the ids, so only camera and id together are unique: this key is the id in the change log and on the
 * board.
 */
export const detectionKey = (d: Pick<DetectionView, "cameraId" | "id">): string => `${d.cameraId}/${d.id}`;

/** The board shows detections that wait for review. */
export const isDetectionOnBoard = (d: Pick<DetectionView, "fate" | "verdict" | "caseId">): boolean =>
  d.fate === "review" && d.verdict === null && d.caseId === null;

/** Confidence limits of a class: data of the city. */
export interface DetectionLimits {
  autoReportFrom: number;
  reviewFrom: number;
}

/** A class the city does not know is only logged. */
export function detectionFate(confidence: number, limits: DetectionLimits | null): DetectionFate {
  if (limits === null || confidence < limits.reviewFrom) return "log";
  return confidence >= limits.autoReportFrom ? "auto_report" : "review";
}
