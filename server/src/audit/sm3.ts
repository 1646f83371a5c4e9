// SM3 chain of the audit trail: each link is the hash of the previous link and the row's canonical text. [GB/T 32905-2016]
import { createHash } from "node:crypto";
import { canonicalRow } from "@minqing/core/audit/canonical";
import type { AuditRow } from "@minqing/core/audit/row";

/** Hexadecimal, in and out. */
export const nextHash = (previous: string, row: AuditRow): string =>
  createHash("sm3").update(Buffer.from(previous, "hex")).update(canonicalRow(row), "utf8").digest("hex");
