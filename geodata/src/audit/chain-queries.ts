// SQL of the chain over the audit trail and of its heads. Hashes are returned as hexadecimal text.
import { HeadLine } from "@minqing/core/audit/export-line";
import type { AuditRow } from "@minqing/core/audit/row";
import { z } from "zod";
import type { Executor } from "../database.ts";
import { instant } from "../instant.ts";
import { sql } from "../sql.ts";
import { auditColumns, StoredRow } from "./queries.ts";

const Link = z.object({ position: z.number(), hash: z.string() });
/** A position in the chain and the hash up to it. */
export type Link = z.infer<typeof Link>;

/** Before the first row. */
export const GENESIS: Link = { position: 0, hash: "0".repeat(64) };

const hex = sql`encode(hash, 'hex') as hash`;

/** The last link; after a purge of all rows the one of the newest head. */
export async function chainTip(executor: Executor): Promise<Link> {
  const rows = await executor.query(
    sql`
      (select position, ${hex} from audit_chain order by position desc limit 1) union all
      (select position, ${hex} from audit_heads order by position desc limit 1)
      order by position desc limit 1`,
    Link,
  );
  return rows[0] ?? GENESIS;
}

/**
 * The link before the first existing row: a purge stops at a head, and this head stays. Its hash is null if rows are
 * missing without such a head.
 */
export async function chainStart(executor: Executor): Promise<{ position: number; hash: string | null }> {
  const rows = await executor.query(
    sql`
      with start as (
        select coalesce((select min(position) - 1 from audit_chain), (select max(position) from audit_heads), 0) as position)
      select start.position, encode(h.hash, 'hex') as hash
      from start left join audit_heads h on h.position = start.position`,
    z.object({ position: z.number(), hash: z.string().nullable() }),
  );
  const start = rows[0] ?? GENESIS;
  return start.position === 0 ? GENESIS : start;
}

/** Rows without a link, lowest id first. Only above `floor`: everything below was checked before. */
// The lateral join forces one index probe for each row: with old statistics the planner hashed the whole chain for
// every check, 80 ms instead of 5 over 200,000 links.
export const unchainedRows = (executor: Executor, floor: number, limit: number): Promise<AuditRow[]> =>
  executor.query(
    sql`
      select ${auditColumns} from audit_events e
      left join lateral (select c.position from audit_chain c where c.audit_id = e.id limit 1) link on true
      where e.id > ${floor}::bigint and link.position is null
      order by e.id limit ${limit}`,
    StoredRow,
  );

export const newestAuditId = async (executor: Executor): Promise<number> =>
  (await executor.one(sql`select coalesce(max(id), 0) as id from audit_events`, z.object({ id: z.number() }))).id;

export async function appendLinks(tx: Executor, links: readonly (Link & { auditId: number })[]): Promise<void> {
  await tx.execute(sql`
    insert into audit_chain (position, audit_id, hash)
    select position, audit_id, decode(hash, 'hex')
    from unnest(${links.map(({ position }) => position)}::bigint[], ${links.map(({ auditId }) => auditId)}::bigint[],
      ${links.map(({ hash }) => hash)}::text[]) as link (position, audit_id, hash)`);
}

export interface SealedRow extends Link {
  auditId: number;
  /** Null if the row of the link is missing. */
  row: AuditRow | null;
}

const SealedLink = Link.extend({ auditId: z.number() });

/** Links after a position up to `through`, in the order of the chain, each with its row. */
export async function sealedRows(
  executor: Executor,
  { after, through, limit }: { after: number; through: number; limit: number },
): Promise<SealedRow[]> {
  const links = await executor.query(
    sql`
      select position, ${hex}, audit_id from audit_chain
      where position > ${after} and position <= ${through} order by position limit ${limit}`,
    SealedLink,
  );
  const ids = links.map(({ auditId }) => auditId);
  const rows = await executor.query(
    sql`select ${auditColumns} from audit_events e where e.id = any(${ids}::bigint[])`,
    StoredRow,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return links.map((link) => ({ ...link, row: byId.get(link.auditId) ?? null }));
}

const HeadRow = HeadLine.omit({ kind: true }).extend({ at: instant });
export type AuditHead = Omit<HeadLine, "kind">;

// PostgreSQL breaks base64 into lines.
const headColumns = sql`
  position, at, ${hex}, key_id, translate(encode(signature, 'base64'), chr(10), '') as signature`;

export async function newestHead(executor: Executor): Promise<AuditHead | null> {
  const rows = await executor.query(
    sql`select ${headColumns} from audit_heads order by position desc limit 1`,
    HeadRow,
  );
  return rows[0] ?? null;
}

/** From one position to another, both included. */
export const headsBetween = (executor: Executor, from: number, through: number): Promise<AuditHead[]> =>
  executor.query(
    sql`select ${headColumns} from audit_heads where position between ${from} and ${through} order by position`,
    HeadRow,
  );

export async function insertHead(tx: Executor, { position, at, hash, keyId, signature }: AuditHead): Promise<void> {
  await tx.execute(sql`
    insert into audit_heads (position, at, hash, key_id, signature)
    values (${position}, ${at}::timestamptz, decode(${hash}, 'hex'), ${keyId}, decode(${signature}::text, 'base64'))`);
}

/**
 * First and last position of the rows within a time; null if there are none. The chain is in commit order, close to
 * time order.
 */
export async function positionsWithin(
  executor: Executor,
  since: Date | null,
  until: Date | null,
): Promise<{ first: number; last: number } | null> {
  const isWhole = since === null && until === null;
  const row = await executor.one(
    isWhole
      ? sql`select min(position) as first, max(position) as last from audit_chain`
      : sql`
      select min(c.position) as first, max(c.position) as last
      from audit_events e join audit_chain c on c.audit_id = e.id
      where (${since}::timestamptz is null or e.at >= ${since}::timestamptz)
        and (${until}::timestamptz is null or e.at < ${until}::timestamptz)`,
    z.object({ first: z.number().nullable(), last: z.number().nullable() }),
  );
  return row.first === null || row.last === null ? null : { first: row.first, last: row.last };
}

/** The link at a position: of a row, or of a head if the row was purged. */
export async function linkAt(executor: Executor, position: number): Promise<Link | null> {
  if (position === 0) return GENESIS;
  const rows = await executor.query(
    sql`
      select position, ${hex} from audit_chain where position = ${position} union all
      select position, ${hex} from audit_heads where position = ${position} limit 1`,
    Link,
  );
  return rows[0] ?? null;
}
