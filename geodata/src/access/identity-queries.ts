// SQL of the links between people at identity providers and accounts, and of sign-outs at the provider.
import { IdentityLinkView } from "@minqing/core/access/identity-link";
import type { SsoProtocol } from "@minqing/core/access/single-sign-on";
import { z } from "zod";
import type { Executor } from "../database.ts";
import { instant, nullableInstant } from "../instant.ts";
import { sql } from "../sql.ts";

const LinkRow = IdentityLinkView.extend({ linkedAt: instant, lastUsedAt: nullableInstant });

export const listIdentityLinks = (executor: Executor, username: string): Promise<IdentityLinkView[]> =>
  executor.query(
    sql`
      select id, provider, subject, linked_at, linked_by, last_used_at
      from identity_links where username = ${username} order by provider`,
    LinkRow,
  );

const Username = z.object({ username: z.string() });

/** The account that this person is linked to; null without a link. */
export async function linkedAccount(executor: Executor, provider: string, subject: string): Promise<string | null> {
  const rows = await executor.query(
    sql`select username from identity_links where provider = ${provider} and subject = ${subject}`,
    Username,
  );
  return rows[0]?.username ?? null;
}

export interface NewIdentityLink {
  provider: string;
  subject: string;
  username: string;
  at: Date;
  by: string;
}

/** Returns its id; null if the person, or the account at this provider, is linked already. */
export async function insertIdentityLink(tx: Executor, link: NewIdentityLink): Promise<string | null> {
  const rows = await tx.query(
    sql`
      insert into identity_links (provider, subject, username, linked_at, linked_by)
      values (${link.provider}, ${link.subject}, ${link.username}, ${link.at}, ${link.by})
      on conflict do nothing returning id`,
    z.object({ id: z.string() }),
  );
  return rows[0]?.id ?? null;
}

/** Returns the deleted link; null if the account has no such link. */
export async function deleteIdentityLink(
  tx: Executor,
  username: string,
  id: string,
): Promise<Pick<NewIdentityLink, "provider" | "subject"> | null> {
  const rows = await tx.query(
    sql`delete from identity_links where id = ${id} and username = ${username} returning provider, subject`,
    z.object({ provider: z.string(), subject: z.string() }),
  );
  return rows[0] ?? null;
}

export async function recordLinkUse(tx: Executor, provider: string, subject: string, at: Date): Promise<void> {
  await tx.execute(sql`
    update identity_links set last_used_at = ${at} where provider = ${provider} and subject = ${subject}`);
}

/** Ends the sessions that an identity provider has opened. Returns their number. */
export const endSingleSignOnSessions = (tx: Executor, username: string): Promise<number> =>
  tx.execute(sql`delete from sessions where username = ${username} and opened_by <> 'password'`);

export interface SignedOut {
  protocol: SsoProtocol;
  /** Null if the provider names only its session. */
  username: string | null;
  /** Null: every session that the provider has opened for the account. A session stored without this id always ends. */
  providerSession: string | null;
}

/** Returns the accounts of the ended sessions, one entry for each session. */
export const endSignedOutSessions = async (tx: Executor, out: SignedOut): Promise<string[]> =>
  (
    await tx.query(
      out.username === null
        ? sql`delete from sessions where opened_by = ${out.protocol} and provider_session = ${out.providerSession}
            returning username`
        : sql`
            delete from sessions where opened_by = ${out.protocol} and username = ${out.username}
              and (${out.providerSession}::text is null or provider_session is null
                or provider_session = ${out.providerSession})
            returning username`,
      Username,
    )
  ).map(({ username }) => username);

/** False if the token was used before. */
export const spendLogoutToken = async (
  tx: Executor,
  token: { provider: string; tokenId: string; keepUntil: Date },
): Promise<boolean> =>
  (await tx.execute(sql`
    insert into spent_logout_tokens (provider, token_id, keep_until)
    values (${token.provider}, ${token.tokenId}, ${token.keepUntil}) on conflict do nothing`)) === 1;

export const purgeLogoutTokens = (executor: Executor, now: Date): Promise<number> =>
  executor.execute(sql`delete from spent_logout_tokens where keep_until < ${now}::timestamptz`);
