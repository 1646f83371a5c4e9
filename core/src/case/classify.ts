// Classifying a case (知悉范围): who may know of it. An act beside the lifecycle: it moves no status and no clock.
import { z } from "zod";
import { Secrecy } from "../access/scope.ts";

export const CaseClassification = z.object({
  secrecy: Secrecy,
  reason: z.string().trim().min(1).max(500),
  /** The version the asker has seen. */
  version: z.number().int().min(1),
});
export type CaseClassification = z.infer<typeof CaseClassification>;

/** Name of its entry in the case's log. */
export const CLASSIFY = "classify";
