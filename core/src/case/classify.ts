// Classifying a case (知悉范围): sets who may know of it. It is outside the lifecycle: it changes no status and no
// deadline.
import { z } from "zod";
import { Secrecy } from "../access/scope.ts";

export const CaseClassification = z.object({
  secrecy: Secrecy,
  reason: z.string().trim().min(1).max(500),
  /** The version that the client has read. */
  version: z.number().int().min(1),
});
export type CaseClassification = z.infer<typeof CaseClassification>;

/** Name of its entry in the case's log. */
export const CLASSIFY = "classify";
