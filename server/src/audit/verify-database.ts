// Verifies the audit trail where it lies: every link, every head, and that nothing is missing at either end.
import { MIN_AUDIT_RETENTION_DAYS } from "@minqing/core/audit/audit-settings";
import { chainStart, chainTip, headsBetween, sealedRows } from "@minqing/geodata/audit/chain-queries";
import type { Database } from "@minqing/geodata/database";
import { ChainCheck, type Disagreement } from "./chain-check.ts";
import type { AuditVerifier } from "./key.ts";

const AT_ONCE = 1_000;
const DAY_MS = 86_400_000;

export interface Verification {
  checked: number;
  firstDisagreement: Disagreement | null;
  /** Heads whose signature was right, and heads that the key here has not signed. */
  heads: { signed: number; unproven: number };
}

interface Wanted {
  db: Database;
  now: () => Date;
  verifier: AuditVerifier | null;
}

export async function verifyDatabase(wanted: Wanted): Promise<Verification> {
  const { db } = wanted;
  for (;;) {
    const start = await chainStart(db);
    const verification = await walk(wanted, start);
    // A purge on the way took rows that the walk had still before it.
    const isMoved = verification.firstDisagreement !== null && (await chainStart(db)).position !== start.position;
    if (!isMoved) return verification;
  }
}

async function walk(
  { db, now, verifier }: Wanted,
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

/** What a purge leaves at the beginning: a head that is old enough. */
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
    const rows = await sealedRows(db, { after, through, limit: AT_ONCE });
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
