// SQL of the administration of accounts: lists, changes, passwords and their history, second factors.

import { type AccountDraft, AccountView, Role } from "@minqing/core/access/account";
import { z } from "zod";
import type { Executor } from "../database.ts";
import { foldedSql, searchPart } from "../folded-text.ts";
import { instant, nullableInstant } from "../instant.ts";
import { type Sql, sql } from "../sql.ts";
import { forgetAllAttempts } from "./attempt-queries.ts";

const AccountViewRow = AccountView.extend({
  roles: z.array(Role),
  lockedUntil: nullableInstant,
  passwordSetAt: instant,
  lastSignInAt: nullableInstant,
});

const viewsWhere = (now: Date, where: Sql): Sql => sql`
  select a.username, a.display_name, a.roles, a.region_codes,
    a.except_codes, a.department_id, a.reach_codes,
    a.case_range, a.clearance, a.enabled, a.awaits_approval is not null as awaits_approval,
    exists (select from approvals p where p.object = a.username and p.decision is null
      and p.action not like 'service-token.%' and p.expires_at > ${now}::timestamptz) as has_request,
    (select max(l.until) from (
      select a.locked_until as until
      union all select t.locked_until from sign_in_attempts t where t.username = a.username) l
      where l.until > ${now}::timestamptz) as locked_until,
    a.must_change_password, a.password_set_at,
    a.totp_confirmed_at is not null as has_second_factor, a.last_sign_in_at,
    (select count(*)::int from sessions s where s.username = a.username and s.expires_at > ${now}::timestamptz) as sessions,
    a.demo as synthetic, a.version
  from accounts a where ${where}`;

export interface AccountFilter {
  /** Part of the account's or the person's name. */
  text: string | null;
  role: Role | null;
  /** The last name of the page before; "" for the first page. */
  after: string;
  limit: number;
}

/** In the order of their names. */
export function listAccounts(executor: Executor, filter: AccountFilter, now: Date): Promise<AccountView[]> {
  const text = filter.text === null ? null : searchPart(filter.text);
  const matches =
    text === null
      ? sql`true`
      : sql`(position(${text} in lower(a.username)) > 0 or position(${text} in ${foldedSql(sql`a.display_name`)}) > 0)`;
  const hasRole = filter.role === null ? sql`true` : sql`${filter.role} = any(a.roles)`;
  const where = sql`a.username > ${filter.after} and ${matches} and ${hasRole} order by a.username limit ${filter.limit}`;
  return executor.query(viewsWhere(now, where), AccountViewRow);
}

export async function accountView(executor: Executor, username: string, now: Date): Promise<AccountView | null> {
  return (await executor.query(viewsWhere(now, sql`a.username = ${username}`), AccountViewRow))[0] ?? null;
}

/** `at`: from then on it has this scope, unless it had it before. */
export async function updateAccount(tx: Executor, username: string, draft: AccountDraft, at: Date): Promise<void> {
  await tx.execute(sql`
    update accounts set scope_since = case
        when (region_codes, except_codes, department_id, reach_codes, case_range, clearance::int) is not distinct from
          (${draft.regionCodes}::text[], ${draft.exceptCodes}::text[], ${draft.departmentId}::text,
          ${draft.reachCodes}::text[], ${draft.caseRange}::text, ${draft.clearance}::int)
        then scope_since else ${at}::timestamptz end,
      display_name = ${draft.displayName}, roles = ${draft.roles}::text[],
      region_codes = ${draft.regionCodes}::text[], except_codes = ${draft.exceptCodes}::text[],
      department_id = ${draft.departmentId}, reach_codes = ${draft.reachCodes}::text[],
      case_range = ${draft.caseRange}, clearance = ${draft.clearance}, enabled = ${draft.enabled}, version = version + 1
    where username = ${username}`);
}

/** Number of accounts with this role that work: enabled, approved, and used at least once. The given one is excluded. */
export const othersWithRole = async (tx: Executor, role: Role, username: string): Promise<number> =>
  (
    await tx.one(
      sql`
        select count(*)::int as n from accounts
        where enabled and ${role} = any(roles) and username <> ${username} and awaits_approval is null
          and last_sign_in_at is not null`,
      z.object({ n: z.number() }),
    )
  ).n;

export interface NewPassword {
  hash: string;
  at: Date;
  /** Another person chose it: it must be changed at the next sign-in. */
  mustChange: boolean;
}

/** Moves the old one to the history; ends a lock and resets the failures. */
export async function setPassword(
  tx: Executor,
  username: string,
  { hash, at, mustChange }: NewPassword,
): Promise<void> {
  await tx.execute(sql`
    insert into password_history (username, password_hash, set_at)
    select username, password_hash, password_set_at from accounts where username = ${username}
    on conflict do nothing`);
  await tx.execute(sql`
    update accounts set password_hash = ${hash}, password_set_at = ${at}, must_change_password = ${mustChange},
      failures = 0, locked_until = null, version = version + 1
    where username = ${username}`);
  await forgetAllAttempts(tx, username);
}

/** Hashes of the last `count` passwords before the current one, newest first. */
export const pastPasswords = async (executor: Executor, username: string, count: number): Promise<string[]> =>
  (
    await executor.query(
      sql`select password_hash as hash from password_history where username = ${username}
          order by set_at desc limit ${count}`,
      z.object({ hash: z.string() }),
    )
  ).map(({ hash }) => hash);

/**
 * Counts a wrong password or code, from wherever it came. The `max`-th in a row locks the account for all who have not
 * signed in before, and resets the count. True if this one has locked it.
 */
export async function countFailure(
  tx: Executor,
  username: string,
  { max, lockedUntil }: { max: number; lockedUntil: Date },
): Promise<boolean> {
  const rows = await tx.query(
    sql`
      update accounts set
        failures = case when failures + 1 >= ${max} then 0 else failures + 1 end,
        locked_until = case when failures + 1 >= ${max} then ${lockedUntil}::timestamptz else locked_until end
      where username = ${username} returning failures = 0 as is_locking`,
    z.object({ isLocking: z.boolean() }),
  );
  return rows[0]?.isLocking ?? false;
}

export async function recordSignIn(tx: Executor, username: string, at: Date): Promise<void> {
  await tx.execute(sql`
    update accounts set failures = 0, locked_until = null, last_sign_in_at = ${at} where username = ${username}`);
}

export async function unlockAccount(tx: Executor, username: string): Promise<void> {
  await forgetAllAttempts(tx, username);
  await tx.execute(sql`
    update accounts set failures = 0, locked_until = null, version = version + 1 where username = ${username}`);
}

/** Without effect until `confirmTotp`: the confirmed second factor stays in force. */
export async function beginTotp(tx: Executor, username: string, pending: Uint8Array): Promise<void> {
  await tx.execute(sql`
    update accounts set totp_pending = ${pending}, version = version + 1 where username = ${username}`);
}

/** Deletes the second factor and a pending one. */
export async function deleteTotp(tx: Executor, username: string): Promise<void> {
  await tx.execute(sql`
    update accounts set totp_secret = null, totp_pending = null, totp_confirmed_at = null, totp_last_step = null,
      version = version + 1
    where username = ${username}`);
  await tx.execute(sql`delete from recovery_codes where username = ${username}`);
}

/** The pending second factor replaces the confirmed one, with new recovery codes. */
export async function confirmTotp(
  tx: Executor,
  username: string,
  { at, step, codeHashes }: { at: Date; step: number; codeHashes: readonly Uint8Array[] },
): Promise<void> {
  await tx.execute(sql`
    update accounts set totp_secret = totp_pending, totp_pending = null, totp_confirmed_at = ${at},
      totp_last_step = ${step}, version = version + 1
    where username = ${username}`);
  await tx.execute(sql`delete from recovery_codes where username = ${username}`);
  for (const hash of codeHashes) {
    await tx.execute(sql`insert into recovery_codes (username, code_hash) values (${username}, ${hash})`);
  }
}

/** False when this step or a later one was used before: a code counts once. */
export const useTotpStep = async (tx: Executor, username: string, step: number): Promise<boolean> =>
  (await tx.execute(sql`
    update accounts set totp_last_step = ${step}
    where username = ${username} and (totp_last_step is null or totp_last_step < ${step})`)) === 1;

/** False when there is no such code, or it was used. */
export const useRecoveryCode = async (tx: Executor, username: string, hash: Uint8Array, at: Date): Promise<boolean> =>
  (await tx.execute(sql`
    update recovery_codes set used_at = ${at}
    where username = ${username} and code_hash = ${hash} and used_at is null`)) === 1;

export const recoveryCodesLeft = async (executor: Executor, username: string): Promise<number> =>
  (
    await executor.one(
      sql`select count(*)::int as n from recovery_codes where username = ${username} and used_at is null`,
      z.object({ n: z.number() }),
    )
  ).n;
