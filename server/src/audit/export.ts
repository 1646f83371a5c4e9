// Exports the audit trail, or the stretch of a time, as lines that can be verified without this program's database.
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

const AT_ONCE = 500;

export interface ExportRequest {
  at: Date;
  since: Date | null;
  until: Date | null;
  /** Signs where the export ends; null: unsigned. */
  key: AuditKey | null;
}

/** The text of many lines at a time. Throws, and so ends without its last line, where a link is missing. */
export async function* exportText(db: Database, request: ExportRequest): AsyncGenerator<string> {
  for await (const lines of exportLines(db, request)) {
    yield lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  }
}

async function* exportLines(db: Database, { at, since, until, key }: ExportRequest): AsyncGenerator<ExportLine[]> {
  const stretch = await positionsWithin(db, since, until);
  const before = await linkAt(db, stretch === null ? (await chainTip(db)).position : stretch.first - 1);
  if (before === null) throw new Error(`expected a link before position ${stretch?.first}, got none: verify the trail`);
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
  const through = stretch?.last ?? before.position;
  while (last.position < through) {
    const rows = await sealedRows(db, { after: last.position, through, limit: AT_ONCE });
    const end = rows.at(-1);
    if (end === undefined) throw new Error(`expected rows up to position ${through}, got ${last.position}`);
    const heads = await headLines(db, last.position + 1, end.position);
    const rowLines = rows.map(({ position, hash, row, auditId }): ExportLine => {
      if (row === null) throw new Error(`expected audit row ${auditId} at position ${position}, got none`);
      return { kind: "row", position, hash, row };
    });
    // Stable: a head stays behind its row.
    yield [...rowLines, ...heads].sort((a, b) => a.position - b.position);
    last = end;
  }
  const { position, hash } = last;
  // What came after the last head of the trail is signed for this export.
  if (key !== null) yield [{ kind: "head", ...key.sign({ position, hash, at: at.toISOString() }) }];
  yield [{ kind: "end", position, hash }];
}

const headLines = async (db: Database, from: number, through: number): Promise<ExportLine[]> =>
  (await headsBetween(db, from, through)).map((head) => ({ kind: "head", ...head }));
