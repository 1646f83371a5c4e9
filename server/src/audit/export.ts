// Exports the audit trail, or a period of it, as JSON lines that can be verified without the database.
import type { ExportLine } from "@minqing/core/audit/export-line";
import {
  chainTip,
  headsBetween,
  type Link,
  linkAt,
  positionsWithin,
  sealedRows,
} from "@minqing/geodata/audit/chain-queries";
import type { Database } from "@minqing/geodata/database";
import type { AuditKey } from "./key.ts";

const BATCH_ROWS = 500;

export interface ExportRequest {
  at: Date;
  since: Date | null;
  until: Date | null;
  /** Signs the end of the export; null: unsigned. */
  key: AuditKey | null;
}

/** Yields many lines at a time. Throws where a link is missing, so that the last line (`end`) is missing too. */
export async function* exportText(db: Database, request: ExportRequest): AsyncGenerator<string> {
  for await (const lines of exportLines(db, request)) {
    yield lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  }
}

async function* exportLines(db: Database, { at, since, until, key }: ExportRequest): AsyncGenerator<ExportLine[]> {
  const range = await positionsWithin(db, since, until);
  const before = await linkAt(db, range === null ? (await chainTip(db)).position : range.first - 1);
  if (before === null) throw new Error(`expected a link before position ${range?.first}, got none: verify the trail`);
  const period = { since: since?.toISOString() ?? null, until: until?.toISOString() ?? null };
  yield [
    {
      kind: "start",
      position: before.position,
      previousHash: before.hash,
      publicKey: key?.publicPem ?? null,
      at: at.toISOString(),
      ...period,
    },
    ...(await headLines(db, before.position, before.position)),
  ];
  let last: Link = before;
  const through = range?.last ?? before.position;
  while (last.position < through) {
    const rows = await sealedRows(db, { after: last.position, through, limit: BATCH_ROWS });
    const end = rows.at(-1);
    if (end === undefined) throw new Error(`expected rows up to position ${through}, got ${last.position}`);
    const heads = await headLines(db, last.position + 1, end.position);
    const rowLines = rows.map(({ position, hash, row, auditId }): ExportLine => {
      if (row === null) throw new Error(`expected audit row ${auditId} at position ${position}, got none`);
      return { kind: "row", position, hash, row };
    });
    // The sort is stable: a head stays behind its row.
    yield [...rowLines, ...heads].sort((a, b) => a.position - b.position);
    last = end;
  }
  const { position, hash } = last;
  // Rows after the last stored head are signed for this export only.
  if (key !== null) yield [{ kind: "head", ...key.sign({ position, hash, at: at.toISOString() }) }];
  yield [{ kind: "end", position, hash }];
}

const headLines = async (db: Database, from: number, through: number): Promise<ExportLine[]> =>
  (await headsBetween(db, from, through)).map((head) => ({ kind: "head", ...head }));
