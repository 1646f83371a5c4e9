// Verifies the audit trail in the database: every link, every head, and that no rows are missing at either end.
import { MIN_AUDIT_RETENTION_DAYS } from "@minqing/core/audit/audit-settings";
import { chainStart, chainTip, headsBetween, sealedRows } from "@minqing/geodata/audit/chain-queries";
import type { Database } from "@minqing/geodata/database";
import { ChainCheck, type Disagreement } from "./chain-check.ts";
import type { AuditVerifier } from "./key.ts";

const BATCH_ROWS = 1_000;
const DAY_MS = 86_400_000;

export interface Verification {
  checked: number;
  firstDisagreement: Disagreement | null;
  /** Heads with a valid signature, and heads not signed with the key in use. */
  heads: { signed: number; unproven: number };
}

interface Options {
  db: Database;
  now: () => Date;
  verifier: AuditVerifier | null;
}

export async function verifyDatabase(options: Options): Promise<Verification> {
  const { db } = options;
  for (;;) {
    const start = await chainStart(db);
    const verification = await walk(options, start);
    // A purge may have removed rows during the walk: then the walk starts again.
    const isPurged = verification.firstDisagreement !== null && (await chainStart(db)).position !== start.position;
    if (!isPurged) return verification;
  }
}

async function walk(
  { db, now, verifier }: Options,
  start: { position: number; hash: string | null },
): Promise<Verification> {
  const { position, hash } = start;
  const check = new ChainCheck({
    start: { position, hash: hash ?? "" },
    verifiers: verifier === null ? [] : [verifier],
    otherKeys: "counted",
  });
  const tip = await chainTip(db);
  const firstDisagreement = (await startMismatch(db, start, now())) ?? (await walkTo(db, check, tip.position));
  return { checked: check.checked, firstDisagreement, heads: { signed: check.signed, unproven: check.unproven } };
}

/** A chain that begins after position 0 must begin at an old enough head: that is what a purge leaves. */
async function startMismatch(
  db: Database,
  { position, hash }: { position: number; hash: string | null },
  now: Date,
): Promise<Disagreement | null> {
  if (position === 0) return null;
  const at = { position, auditId: null };
  const [head] = await headsBetween(db, position, position);
  if (head === undefined || hash === null) {
    return { ...at, expected: "a row, or the head at which a purge stopped", got: "neither" };
  }
  const youngest = new Date(now.getTime() - MIN_AUDIT_RETENTION_DAYS * DAY_MS).toISOString();
  if (head.at <= youngest) return null;
  return {
    ...at,
    expected: `rows younger than ${MIN_AUDIT_RETENTION_DAYS} days`,
    got: `none before a head of ${head.at}`,
  };
}

async function walkTo(db: Database, check: ChainCheck, through: number): Promise<Disagreement | null> {
  const [first] = await headsBetween(db, check.position, check.position);
  const issue = first === undefined ? null : check.head(first);
  if (issue !== null) return issue;
  while (check.position < through) {
    const after = check.position;
    const rows = await sealedRows(db, { after, through, limit: BATCH_ROWS });
    const end = rows.at(-1);
    if (end === undefined) {
      return { position: after + 1, auditId: null, expected: `rows up to position ${through}`, got: "none" };
    }
    const heads = new Map((await headsBetween(db, after + 1, end.position)).map((head) => [head.position, head]));
    for (const row of rows) {
      const head = heads.get(row.position);
      const found = check.row(row) ?? (head === undefined ? null : check.head(head));
      if (found !== null) return { ...found, auditId: row.auditId };
    }
  }
  return null;
}
