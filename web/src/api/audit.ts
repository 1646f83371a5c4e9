// The audit trail: rows, state of the chain, verification, export.
import { AuditView } from "@minqing/core/audit/row";
import { z } from "zod";
import { pageOf } from "./pages.ts";
import { getJson, type Query, sendJson, withQuery } from "./request.ts";

/** A row with its id as text, because lists identify rows by text. */
const AuditRow = AuditView.extend({ id: z.coerce.string() });
export type AuditRow = z.infer<typeof AuditRow>;

const AuditState = z.object({
  events: z.number(),
  chained: z.number(),
  waiting: z.number(),
  head: z
    .object({
      position: z.number(),
      hash: z.string(),
      at: z.string(),
      keyId: z.string().nullable(),
      signed: z.boolean(),
    })
    .nullable(),
  keepDays: z.number(),
  /** The application role cannot change or delete rows. */
  rightsHeld: z.boolean(),
});
export type AuditState = z.infer<typeof AuditState>;

const Verification = z.object({
  checked: z.number(),
  firstDisagreement: z
    .object({ position: z.number(), auditId: z.number().nullable(), expected: z.string(), got: z.string() })
    .nullable(),
  /** Signed heads that verification met: with a valid signature of the key in use, and without. */
  heads: z.object({ signed: z.number(), unproven: z.number() }),
});
export type Verification = z.infer<typeof Verification>;

export const listAudit = (query: Query) => getJson("/api/audit", pageOf(AuditRow), query);
export const readAuditState = () => getJson("/api/audit/state", AuditState);
export const verifyAudit = () => sendJson("/api/audit/verify", { schema: Verification });
/** Address of the download: the browser writes the rows to a file as they arrive. */
export const exportPath = (query: Query): string => withQuery("/api/audit/export", query);
