// The lines of an exported audit trail, one JSON document each: start, then rows and heads in the order of the chain, then
// end. The anchor gets the same lines of heads.
import { z } from "zod";
import { AuditRow } from "./row.ts";

const position = z.number().int().min(0);
const hash = z.string().regex(/^[0-9a-f]{64}$/, "expected an SM3 hash as 64 hexadecimal digits");

export const StartLine = z.strictObject({
  kind: z.literal("start"),
  /** Position and hash of the link before the first row; 0 and zeros at the start of the chain. */
  position,
  previousHash: hash,
  /** Ed25519 as PEM; null for an unsigned chain. */
  publicKey: z.string().nullable(),
  at: z.iso.datetime(),
  since: z.iso.datetime().nullable(),
  until: z.iso.datetime().nullable(),
});
export type StartLine = z.infer<typeof StartLine>;

export const RowLine = z.strictObject({ kind: z.literal("row"), position, hash, row: AuditRow });
export type RowLine = z.infer<typeof RowLine>;

export const HeadLine = z.strictObject({
  kind: z.literal("head"),
  position,
  at: z.iso.datetime(),
  hash,
  /** Both null for a head without a signature. */
  keyId: z.string().nullable(),
  /** Ed25519, base64. */
  signature: z.string().nullable(),
});
export type HeadLine = z.infer<typeof HeadLine>;

/** The last line: an export without it was cut off. */
export const EndLine = z.strictObject({ kind: z.literal("end"), position, hash });
export type EndLine = z.infer<typeof EndLine>;

export const ExportLine = z.discriminatedUnion("kind", [StartLine, RowLine, HeadLine, EndLine]);
export type ExportLine = z.infer<typeof ExportLine>;
