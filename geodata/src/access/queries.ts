// SQL of accounts and sessions. Passwords and tokens are stored as hashes only.
import { DataGrants, DEFAULT_GRANTS, Role } from "@minqing/core/access/account";
import { SSO_PROTOCOLS } from "@minqing/core/access/single-sign-on";
import { z } from "zod";
import type { Executor } from "../database.ts";
import { hotSql, sql } from "../sql.ts";

const AccountRow = z.object({
  username: z.string(),
  displayName: z.string(),
  passwordHash: z.string(),
  roles: z.array(Role),
  regionCodes: z.array(z.string()),
  exceptCodes: z.array(z.string()),
  departmentId: z.string().nullable(),
  ...DataGrants.shape,
  demo: z.boolean(),
  enabled: z.boolean(),
  /** The request that it waits for; null for one that counts. */
  awaitsApproval: z.string().nullable(),
  passwordSetAt: z.date(),
  mustChangePassword: z.boolean(),
  lockedUntil: z.date().nullable(),
  /** Encrypted. */
  totpSecret: z.instanceof(Uint8Array).nullable(),
  /** Encrypted; set up and not yet confirmed. */
  totpPending: z.instanceof(Uint8Array).nullable(),
  totpConfirmedAt: z.date().nullable(),
  totpLastStep: z.number().nullable(),
  version: z.number(),
  /** Since when it has had its scope. */
  scopeSince: z.date(),
});
export type AccountRow = z.infer<typeof AccountRow>;

export type NewAccount = Pick<
  AccountRow,
  "username" | "displayName" | "passwordHash" | "roles" | "regionCodes" | "exceptCodes" | "departmentId" | "demo"
> &
  Partial<DataGrants> & { mustChangePassword?: boolean; createdAt: Date };

const columns = sql`a.username, a.display_name, a.password_hash, a.roles,
  a.region_codes, a.except_codes, a.department_id,
  a.reach_codes, a.case_range, a.clearance, a.demo, a.enabled, a.awaits_approval,
  a.password_set_at, a.must_change_password, a.locked_until,
  a.totp_secret, a.totp_pending, a.totp_confirmed_at, a.totp_last_step, a.version,
  coalesce(a.scope_since, a.created_at) as scope_since`;

/** Creates an account; an existing one gets the new values and keeps its sessions. */
export async function createAccount(executor: Executor, account: NewAccount): Promise<void> {
  const { username, displayName, passwordHash, roles, regionCodes, exceptCodes, departmentId, demo } = account;
  const { reachCodes, caseRange, clearance } = { ...DEFAULT_GRANTS, ...account };
  await executor.execute(sql`
    insert into accounts (username, display_name, password_hash, roles, region_codes, except_codes, department_id,
      reach_codes, case_range, clearance, demo, created_at, password_set_at, must_change_password)
    values (${username}, ${displayName}, ${passwordHash}, ${roles}::text[], ${regionCodes}::text[],
      ${exceptCodes}::text[], ${departmentId}, ${reachCodes}::text[], ${caseRange}, ${clearance}, ${demo}, ${account.createdAt}, ${account.createdAt},
      ${account.mustChangePassword ?? false})
    on conflict (username) do update set display_name = excluded.display_name,
      password_hash = excluded.password_hash, roles = excluded.roles, region_codes = excluded.region_codes,
      except_codes = excluded.except_codes, department_id = excluded.department_id,
      reach_codes = excluded.reach_codes, case_range = excluded.case_range, clearance = excluded.clearance,
      demo = excluded.demo, scope_since = excluded.created_at,
      password_set_at = excluded.password_set_at`);
}

export async function findAccount(executor: Executor, username: string): Promise<AccountRow | null> {
  const rows = await executor.query(sql`select ${columns} from accounts a where a.username = ${username}`, AccountRow);
  return rows[0] ?? null;
}

/** Locks the account's row until the transaction ends. */
export async function lockAccount(tx: Executor, username: string): Promise<AccountRow | null> {
  const rows = await tx.query(
    sql`select ${columns} from accounts a where a.username = ${username} for update`,
    AccountRow,
  );
  return rows[0] ?? null;
}

/** Number of demo accounts in a database: a production start does not accept them. */
export const countDemoAccounts = async (executor: Executor): Promise<number> =>
  (await executor.one(sql`select count(*) as n from accounts where demo`, z.object({ n: z.number() }))).n;

const SessionProof = z.object({
  openedBy: z.enum(["password", ...SSO_PROTOCOLS]),
  /** Whether the identity provider confirms a second factor; false if a password opened the session. */
  providerFactor: z.boolean(),
});
/** How the person proved who they are. */
export type SessionProof = z.infer<typeof SessionProof>;

export interface SessionOpening extends SessionProof {
  /** Session id at the provider (`sid`), which its sign-out messages name; null if it sent none. */
  providerSession: string | null;
}

export interface NewSession extends SessionOpening {
  tokenHash: Uint8Array;
  username: string;
  at: Date;
  expiresAt: Date;
  address: string | null;
  userAgent: string | null;
}

export async function insertSession(executor: Executor, session: NewSession): Promise<void> {
  await executor.execute(sql`
    insert into sessions (token_hash, username, created_at, last_seen_at, expires_at, address, user_agent,
      opened_by, provider_factor, provider_session)
    values (${session.tokenHash}, ${session.username}, ${session.at}, ${session.at}, ${session.expiresAt},
      ${session.address}, ${session.userAgent}, ${session.openedBy}, ${session.providerFactor},
      ${session.providerSession})`);
}

/** Ends all but the `max` newest sessions of an account; this one always counts as newest. Returns how many ended. */
export const endOldestSessions = (
  tx: Executor,
  { username, tokenHash }: Pick<NewSession, "username" | "tokenHash">,
  max: number,
): Promise<number> =>
  tx.execute(sql`
    delete from sessions where token_hash in (
      select token_hash from sessions where username = ${username}
      order by token_hash = ${tokenHash} desc, created_at desc offset ${max})`);

const SessionRow = AccountRow.extend(SessionProof.shape).extend({
  id: z.uuid(),
  lastSeenAt: z.date(),
  expiresAt: z.date(),
});
export type SessionRow = z.infer<typeof SessionRow>;

/** The account of a session that is neither expired nor idle since before `idleSince`. */
export async function findSession(
  executor: Executor,
  tokenHash: Uint8Array,
  limits: { now: Date; idleSince: Date },
): Promise<SessionRow | null> {
  const rows = await executor.query(
    hotSql`
      select ${columns}, s.id, s.last_seen_at, s.expires_at,
        s.opened_by, s.provider_factor
      from sessions s join accounts a on a.username = s.username
      where s.token_hash = ${tokenHash} and a.enabled and a.awaits_approval is null and s.expires_at > ${limits.now}::timestamptz
        and s.last_seen_at > ${limits.idleSince}::timestamptz`,
    SessionRow,
  );
  return rows[0] ?? null;
}

export async function touchSession(executor: Executor, tokenHash: Uint8Array, at: Date): Promise<void> {
  await executor.execute(sql`update sessions set last_seen_at = ${at} where token_hash = ${tokenHash}`);
}

export const deleteSession = (executor: Executor, tokenHash: Uint8Array): Promise<number> =>
  executor.execute(sql`delete from sessions where token_hash = ${tokenHash}`);

/** Deletes sessions that can no longer be used. Returns how many. */
export const purgeSessions = (executor: Executor, limits: { now: Date; idleSince: Date }): Promise<number> =>
  executor.execute(sql`
    delete from sessions
    where expires_at <= ${limits.now}::timestamptz or last_seen_at <= ${limits.idleSince}::timestamptz`);
