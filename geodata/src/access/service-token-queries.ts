// SQL of service tokens. A token is stored as its keyed hash only.
import { type ServiceTokenDraft, ServiceTokenView } from "@minqing/core/access/service-token";
import { z } from "zod";
import type { Executor } from "../database.ts";
import { instant, nullableInstant } from "../instant.ts";
import { hotSql, type Sql, sql } from "../sql.ts";

const ViewRow = ServiceTokenView.extend({
  createdAt: instant,
  renewedAt: nullableInstant,
  expiresAt: instant,
  priorUntil: nullableInstant,
  endedAt: nullableInstant,
  lastUsedAt: nullableInstant,
});

const viewsWhere = (where: Sql): Sql => sql`
  select t.id, t.name, t.purpose, t.roles, t.region_codes, t.except_codes,
    t.department_id, t.case_range, t.clearance, t.addresses, t.created_at, t.created_by,
    t.renewed_at, t.expires_at, t.prior_until, t.ended_at,
    t.awaits_approval is not null as awaits_approval, t.last_used_at, t.last_used_address
  from service_tokens t where ${where}`;

/** Tokens that have not ended first, then by name. */
export const listServiceTokens = (executor: Executor, limit: number): Promise<ServiceTokenView[]> =>
  executor.query(viewsWhere(sql`true order by t.ended_at is not null, t.name limit ${limit}`), ViewRow);

export async function serviceTokenView(executor: Executor, id: string): Promise<ServiceTokenView | null> {
  return (await executor.query(viewsWhere(sql`t.id = ${id}`), ViewRow))[0] ?? null;
}

export interface NewServiceToken extends ServiceTokenDraft {
  tokenHash: Uint8Array;
  at: Date;
  by: string;
}

/** Returns its id; null if the name is taken. */
export async function insertServiceToken(tx: Executor, token: NewServiceToken): Promise<string | null> {
  const rows = await tx.query(
    sql`
      insert into service_tokens (name, purpose, roles, region_codes, except_codes, department_id, case_range, clearance,
        addresses, token_hash, created_at, created_by, expires_at)
      values (${token.name}, ${token.purpose}, ${token.roles}::text[], ${token.regionCodes}::text[],
        ${token.exceptCodes}::text[], ${token.departmentId}, ${token.caseRange}, ${token.clearance},
        ${token.addresses}::text[], ${token.tokenHash}, ${token.at}, ${token.by}, ${token.expiresAt}::timestamptz)
      on conflict (name) do nothing returning id`,
    z.object({ id: z.string() }),
  );
  return rows[0]?.id ?? null;
}

const StoredRow = ServiceTokenView.pick({
  id: true,
  name: true,
  purpose: true,
  roles: true,
  regionCodes: true,
  exceptCodes: true,
  departmentId: true,
  addresses: true,
  caseRange: true,
  clearance: true,
  awaitsApproval: true,
}).extend({
  createdAt: z.date(),
  expiresAt: z.date(),
  endedAt: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
  /** When the found token ends after a renewal; null for the current token. */
  goneAt: z.date().nullable(),
});
export type StoredServiceToken = z.infer<typeof StoredRow>;

const columns = sql`t.id, t.name, t.purpose, t.roles, t.region_codes, t.except_codes,
  t.department_id, t.case_range, t.clearance, t.addresses, t.expires_at, t.ended_at,
  t.awaits_approval is not null as awaits_approval, t.last_used_at, t.created_at`;

/** Finds a token by its hash or by the hash before the last renewal, including expired and ended ones. */
export async function findServiceToken(executor: Executor, hash: Uint8Array): Promise<StoredServiceToken | null> {
  const rows = await executor.query(
    hotSql`
      select ${columns}, case when t.prior_hash = ${hash} then t.prior_until end as gone_at from service_tokens t
      where t.token_hash = ${hash} or t.prior_hash = ${hash}`,
    StoredRow,
  );
  return rows[0] ?? null;
}

/** Locks the token's row until the transaction ends. */
export async function lockServiceToken(tx: Executor, id: string): Promise<StoredServiceToken | null> {
  const rows = await tx.query(
    sql`select ${columns}, null::timestamptz as gone_at from service_tokens t where t.id = ${id} for update`,
    StoredRow,
  );
  return rows[0] ?? null;
}

export async function recordTokenUse(
  executor: Executor,
  id: string,
  { at, address }: { at: Date; address: string | null },
): Promise<void> {
  await executor.execute(sql`
    update service_tokens set last_used_at = ${at}, last_used_address = ${address} where id = ${id}`);
}

/** The previous token is still accepted until `priorUntil`. */
export async function renewServiceToken(
  tx: Executor,
  id: string,
  next: { tokenHash: Uint8Array; expiresAt: Date; at: Date; priorUntil: Date },
): Promise<void> {
  await tx.execute(sql`
    update service_tokens set prior_hash = token_hash, prior_until = ${next.priorUntil}, token_hash = ${next.tokenHash},
      expires_at = ${next.expiresAt}, renewed_at = ${next.at}
    where id = ${id}`);
}

export async function endServiceToken(tx: Executor, id: string, at: Date): Promise<void> {
  await tx.execute(sql`update service_tokens set ended_at = ${at} where id = ${id}`);
}
