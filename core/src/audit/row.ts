// A stored row of the audit trail as text: what lists show, what the chain covers and what an export holds. Values are
// not checked against today's enumerations: a row that was tampered with must still be readable, so that it can be
// reported.
import { z } from "zod";
import { AuditEvent } from "./event.ts";

export const AuditRow = z.strictObject({
  ...AuditEvent.shape,
  id: z.number().int(),
  at: z.string(),
  actor: z.string().nullable(),
  action: z.string(),
  result: z.string(),
  count: z.number(),
});
export type AuditRow = z.infer<typeof AuditRow>;

/** A row as the audit administrator sees it; position and hash are null until the sealer has chained it. */
export const AuditView = z
  .object({
    ...AuditRow.shape,
    // Any JSON, without a recursive schema: the OpenAPI document cannot express one.
    detail: z.record(z.string(), z.unknown()).nullable(),
    position: z.number().int().nullable(),
    hash: z.string().nullable().describe("SM3, hexadecimal"),
  })
  .meta({ id: "AuditView" });
export type AuditView = z.infer<typeof AuditView>;
