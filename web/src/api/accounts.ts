// Accounts, open sessions, the sign-in policy and the table of permissions.
import { type AccountDraft, AccountView, OpenSessionView, Role } from "@minqing/core/access/account";
import { SignInPolicyInForce } from "@minqing/core/access/policy";
import { z } from "zod";
import { pageOf } from "./pages.ts";
import { getJson, type Query, sendJson } from "./request.ts";

const Fresh = z.object({ account: AccountView, password: z.string() });
export type FreshAccount = z.infer<typeof Fresh>;

export type Draft = z.input<typeof AccountDraft>;

const PermissionView = z.object({
  key: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  roles: z.array(Role),
});
export type PermissionView = z.infer<typeof PermissionView>;

const one = (username: string) => `/api/accounts/${encodeURIComponent(username)}` as const;

export const listAccounts = (query: Query) => getJson("/api/accounts", pageOf(AccountView), query);

/** The current account; null when it does not exist. */
export async function readAccount(username: string): Promise<AccountView | null> {
  const { items } = await listAccounts({ text: username, limit: 500 });
  return items.find((account) => account.username === username) ?? null;
}

export const createAccount = (username: string, draft: Draft) =>
  sendJson("/api/accounts", { body: { username, ...draft }, schema: Fresh });

export const changeAccount = (username: string, draft: Draft, version: number) =>
  sendJson(one(username), { method: "PUT", body: { ...draft, version }, schema: AccountView });

export const resetPassword = ({ username, version }: AccountView) =>
  sendJson(`${one(username)}/password`, { body: { version }, schema: Fresh });

export const resetSecondFactor = ({ username, version }: AccountView) =>
  sendJson(`${one(username)}/second-factor`, { method: "DELETE", body: { version }, schema: AccountView });

export const unlockAccount = ({ username, version }: AccountView) =>
  sendJson(`${one(username)}/unlock`, { body: { version }, schema: AccountView });

export const listSessions = async (query: Query) =>
  (await getJson("/api/sessions", pageOf(OpenSessionView), query)).items;

export const endSession = (id: string) => sendJson(`/api/sessions/${id}`, { method: "DELETE", schema: z.undefined() });

export async function endSessionsOf(username: string): Promise<void> {
  for (const { id } of await listSessions({ username, limit: 500 })) await endSession(id);
}

export const changePolicy = (policy: SignInPolicyInForce) =>
  sendJson("/api/sign-in-policy", { method: "PUT", body: policy, schema: SignInPolicyInForce });

export const listPermissions = async () => (await getJson("/api/permissions", pageOf(PermissionView))).items;
