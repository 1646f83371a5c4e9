// Builds a chain like the sealer: rows, their hashes, and a signed head after the last row.
import { generateKeyPairSync } from "node:crypto";
import type { ExportLine, HeadLine, RowLine } from "@minqing/core/audit/export-line";
import type { AuditRow } from "@minqing/core/audit/row";
import { type AuditKey, keyFrom } from "@minqing/server/audit/key";
import { nextHash } from "@minqing/server/audit/sm3";

export const ZEROS = "0".repeat(64);

export const newKey = (): AuditKey =>
  keyFrom(generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString());

export const auditRow = (id: number): AuditRow => ({
  id,
  at: new Date(1_770_000_000_000 + id).toISOString(),
  actor: "desk",
  roles: ["acceptor"],
  address: "10.0.0.7",
  action: "case.accept",
  objectKind: "case",
  objectId: `case-${id}`,
  result: "done",
  reason: null,
  count: 1,
  detail: { from: "reported", to: "accepted", version: id },
});

export function rowLines(rows: readonly AuditRow[]): RowLine[] {
  let hash = ZEROS;
  return rows.map((row, i) => {
    hash = nextHash(hash, row);
    return { kind: "row", position: i + 1, hash, row };
  });
}

export function signedExport(key: AuditKey, length: number): { lines: ExportLine[]; head: HeadLine } {
  const rows = rowLines(Array.from({ length }, (_, i) => auditRow(i + 1)));
  const { position, hash } = rows.at(-1) ?? { position: 0, hash: ZEROS };
  const at = "2026-03-01T09:00:00.000Z";
  const head: HeadLine = { kind: "head", ...key.sign({ position, hash, at }) };
  const start: ExportLine = {
    kind: "start",
    position: 0,
    previousHash: ZEROS,
    publicKey: key.publicPem,
    at: "2026-03-01T10:00:00.000Z",
    since: null,
    until: null,
  };
  return { lines: [start, ...rows, head, { kind: "end", position, hash }], head };
}

export const textOf = (lines: readonly unknown[]): string[] => lines.map((line) => JSON.stringify(line));
