// SQL of the import of accounts: which of a sheet exist already, and writing many rows at once.
import { type AccountDraft, DataGrants, Role } from "@minqing/core/access/account";
import { RegionCode } from "@minqing/core/region/codes";
import { z } from "zod";
import type { Executor } from "../database.ts";
import { jsonRows, sql } from "../sql.ts";

const KnownAccount = z.object({
  username: z.string(),
  displayName: z.string(),
  roles: z.array(Role),
  regionCodes: z.array(RegionCode),
  exceptCodes: z.array(RegionCode),
  departmentId: z.string().nullable(),
  ...DataGrants.shape,
  enabled: z.boolean(),
});

/** With `isLocked` their rows are locked until the transaction ends. */
export async function accountsByUsername(
  executor: Executor,
  usernames: readonly string[],
  isLocked: boolean,
): Promise<Map<string, AccountDraft>> {
  const rows = await executor.query(
    sql`
      select a.username, a.display_name, a.roles, a.region_codes,
        a.except_codes, a.department_id,
        a.reach_codes, a.case_range, a.clearance, a.enabled
      from accounts a where a.username = any(${usernames}::text[]) order by a.username
      ${isLocked ? sql`for update` : sql``}`,
    KnownAccount,
  );
  return new Map(rows.map(({ username, ...account }) => [username, account]));
}

/** Enabled accounts with a role of an administrator, and those of them who have signed in. */
export async function administrators(
  executor: Executor,
): Promise<{ administrators: Map<string, Role[]>; signedIn: Set<string> }> {
  const rows = await executor.query(
    sql`
      select a.username, a.roles, a.last_sign_in_at is not null as has_signed_in from accounts a
      where a.enabled and a.awaits_approval is null and exists (select 1 from unnest(a.roles) as role where role like '%\\_administrator')`,
    z.object({ username: z.string(), roles: z.array(Role), hasSignedIn: z.boolean() }),
  );
  return {
    administrators: new Map(rows.map(({ username, roles }) => [username, roles])),
    signedIn: new Set(rows.filter(({ hasSignedIn }) => hasSignedIn).map(({ username }) => username)),
  };
}

export async function knownDepartments(executor: Executor, ids: readonly string[]): Promise<Set<string>> {
  const rows = await executor.query(
    sql`select id from departments where id = any(${ids}::text[])`,
    z.object({ id: z.string() }),
  );
  return new Set(rows.map(({ id }) => id));
}

export interface ImportedAccount {
  username: string;
  draft: AccountDraft;
}

const recordsOf = (accounts: readonly ImportedAccount[]) =>
  accounts.map(({ username, draft }) => ({ ...draft, username }));

const recordColumns = sql`username text, display_name text, roles text[], region_codes text[], except_codes text[],
  department_id text, reach_codes text[], case_range text, clearance smallint`;

/** Returns how many were new; existing ones are left unchanged. */
export const insertAccounts = (
  tx: Executor,
  accounts: readonly (ImportedAccount & { passwordHash: string })[],
  at: Date,
): Promise<number> =>
  tx.execute(sql`
    insert into accounts (username, display_name, password_hash, roles, region_codes, except_codes, department_id,
      reach_codes, case_range, clearance, demo, created_at, password_set_at, must_change_password)
    select r.username, r.display_name, h.password_hash, r.roles, r.region_codes, r.except_codes, r.department_id,
      r.reach_codes, r.case_range, r.clearance, false, ${at}::timestamptz, ${at}::timestamptz, true
    from json_to_recordset(${jsonRows(recordsOf(accounts))}::json) as r (${recordColumns})
    join unnest(${accounts.map(({ username }) => username)}::text[],
      ${accounts.map(({ passwordHash }) => passwordHash)}::text[]) as h (username, password_hash)
      on h.username = r.username
    on conflict do nothing`);

export const updateAccounts = (tx: Executor, accounts: readonly ImportedAccount[]): Promise<number> =>
  tx.execute(sql`
    update accounts a set display_name = r.display_name, roles = r.roles, region_codes = r.region_codes,
      except_codes = r.except_codes, department_id = r.department_id, reach_codes = r.reach_codes,
      case_range = r.case_range, clearance = r.clearance, version = a.version + 1
    from json_to_recordset(${jsonRows(recordsOf(accounts))}::json) as r (${recordColumns})
    where a.username = r.username`);
