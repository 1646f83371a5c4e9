// Whether a camera's message goes on with a stored detection or begins another one. Cameras use ids again: after a restart,
// after an object has left, or always. What was judged never changes.
import type { DetectionMessage } from "./detection.ts";

export interface KnownDetection {
  phase: DetectionMessage["phase"];
  /** The camera's own time of its newest message. */
  deviceAtMs: number;
  confidence: number;
  rawClass: string;
  hasVerdict: boolean;
  hasCase: boolean;
}

export type DetectionPart = Pick<KnownDetection, "phase" | "deviceAtMs" | "confidence" | "rawClass">;

/** "end" goes on with a judged detection: only its end is noted. */
export type Continuation = "duplicate" | "late" | "update" | "end" | "another";

const ORDER = { new: 0, update: 1, end: 2 } as const;

/** `pauseMs`: after a longer pause the same id means another detection. */
export function continuation(known: KnownDetection, message: DetectionPart, pauseMs: number): Continuation {
  const isSameClass = known.rawClass === message.rawClass;
  const passedMs = message.deviceAtMs - known.deviceAtMs;
  if (passedMs === 0 && isSameClass && known.phase === message.phase && known.confidence === message.confidence)
    return "duplicate";
  if (Math.abs(passedMs) > pauseMs) return "another";
  if (passedMs < 0) return "late";
  if (known.phase === "end") return passedMs === 0 ? "late" : "another";
  if (message.phase === "new" && known.phase !== "new") return passedMs === 0 ? "late" : "another";
  if (ORDER[message.phase] < ORDER[known.phase]) return "late";
  if (known.hasVerdict) return message.phase === "new" || !isSameClass ? "another" : endOrNothing(message);
  if (!isSameClass && (message.phase === "new" || known.hasCase)) return "another";
  return "update";
}

const endOrNothing = ({ phase }: DetectionPart): Continuation => (phase === "end" ? "end" : "duplicate");
