// Account administration by the security administrator. Every change checks the separation of duties, raises the account's
// version, writes its audit row in the same transaction, and takes effect on open sockets.
import { randomBytes } from "node:crypto";
import {
  type AccountDraft,
  type AccountOrder,
  type AccountView,
  type Actor,
  completeDraft,
  DEFAULT_GRANTS,
  type Role,
} from "@minqing/core/access/account";
import type { SignInPolicyInForce } from "@minqing/core/access/policy";
import { mayChangeAccount, roleIssue } from "@minqing/core/access/separation";
import { type AuditEvent, doneBy } from "@minqing/core/audit/event";
import {
  accountView,
  deleteTotp,
  setPassword,
  unlockAccount,
  updateAccount,
} from "@minqing/geodata/access/account-queries";
import { holdAccounts } from "@minqing/geodata/access/approval-queries";
import { type AccountRow, createAccount, findAccount, lockAccount } from "@minqing/geodata/access/queries";
import { endSession, endSessionsOf } from "@minqing/geodata/access/session-queries";
import { writeAudit } from "@minqing/geodata/audit/queries";
import { hasDepartment } from "@minqing/geodata/case/queries";
import type { Executor } from "@minqing/geodata/database";
import { GENERATED, hashPassword } from "@minqing/geodata/process/secret/password";
import { knownRegions } from "@minqing/geodata/region/queries";
import { knownReaches } from "@minqing/geodata/river/place-queries";
import { ProblemError } from "../../problem/problem-error.ts";
import type { ServerContext } from "../../server-context.ts";
import { changeRule } from "../../setting/change-setting.ts";
import { type ApprovalRequest, requestApproval } from "../approval/approvals.ts";
import { isGreatChange, isGreatGrant } from "../approval/great-grant.ts";
import { SIGN_IN_POLICY } from "../sign-in/sign-in-policies.ts";
import { requireOtherAdministrator } from "./other-administrator.ts";

type Context = Pick<ServerContext, "db" | "now" | "policies">;
/** What was done, for its audit row. */
type Change = { action: string; detail?: AuditEvent["detail"] };

const PASSWORD_BYTES = 12;
/** Random and readable. The prefix holds every kind of character that a policy may require; no spreadsheet takes it for a formula. */
export const newPassword = (): string => `aA1-${randomBytes(PASSWORD_BYTES).toString("base64url")}`;

export interface FreshAccount {
  account: AccountView;
  /** Returned once; it must be changed at the first sign-in. */
  password: string;
}

export class Accounts {
  readonly #options: Context;

  constructor(options: Context) {
    this.#options = options;
  }

  async create(actor: Actor, username: string, order: AccountOrder): Promise<FreshAccount> {
    const { db, now } = this.#options;
    const draft = completeDraft(order, DEFAULT_GRANTS);
    requireValidRoles(draft.roles);
    const password = newPassword();
    const passwordHash = await hashPassword(password, GENERATED);
    return db.transaction(async (tx) => {
      await requireKnownCodes(tx, draft);
      if ((await findAccount(tx, username)) !== null) {
        throw new ProblemError("version-conflict", `there is an account "${username}" already`);
      }
      const at = now();
      const { enabled, ...rest } = draft;
      await createAccount(tx, {
        ...rest,
        username,
        passwordHash,
        demo: false,
        createdAt: at,
        mustChangePassword: true,
      });
      if (!enabled) await updateAccount(tx, username, draft, at);
      await this.#write(tx, actor, username, { action: "account.create", detail: { ...draft } });
      if (await isGreatGrant(tx, draft)) {
        const request = { action: "account.create", object: username, detail: draft, payload: {} } as const;
        await holdAccounts(tx, [username], await requestApproval(tx, actor, request, at));
      }
      return { account: await this.#view(tx, username), password };
    });
  }

  change(actor: Actor, username: string, order: AccountOrder, version: number): Promise<AccountView> {
    requireValidRoles(order.roles);
    return this.#alter(actor, username, version, async (tx, account) => {
      const draft = completeDraft(order, account);
      await requireKnownCodes(tx, draft);
      await requireOtherAdministrator(tx, account, draft);
      const detail = difference(account, draft);
      if (await isGreatChange(tx, account, draft)) {
        return { action: "account.change", object: username, detail, payload: { username, version, draft } };
      }
      await updateAccount(tx, username, draft, this.#options.now());
      if (!draft.enabled) await endSessionsOf(tx, username);
      return { action: "account.change", detail };
    });
  }

  async resetPassword(actor: Actor, username: string, version: number): Promise<FreshAccount> {
    const password = newPassword();
    const hash = await hashPassword(password, GENERATED);
    const account = await this.#alter(actor, username, version, async (tx, current) => {
      if (await isGreatGrant(tx, current)) {
        return { action: "password.reset", object: username, detail: {}, payload: { username, version, hash } };
      }
      await setPassword(tx, username, { hash, at: this.#options.now(), mustChange: true });
      await endSessionsOf(tx, username);
      return { action: "password.reset" };
    });
    return { account, password };
  }

  resetSecondFactor(actor: Actor, username: string, version: number): Promise<AccountView> {
    return this.#alter(actor, username, version, async (tx, current) => {
      if (await isGreatGrant(tx, current)) {
        return { action: "second-factor.reset", object: username, detail: {}, payload: { username, version } };
      }
      await deleteTotp(tx, username);
      await endSessionsOf(tx, username);
      return { action: "second-factor.reset" };
    });
  }

  unlock(actor: Actor, username: string, version: number): Promise<AccountView> {
    return this.#alter(actor, username, version, async (tx) => {
      await unlockAccount(tx, username);
      return { action: "account.unlock" };
    });
  }

  async endSession(actor: Actor, id: string): Promise<void> {
    const { db } = this.#options;
    await db.transaction(async (tx) => {
      const username = await endSession(tx, id);
      if (username === null) throw new ProblemError("not-found", `there is no open session ${id}`);
      await this.#write(tx, actor, username, { action: "session.end", detail: { session: id } });
    });
    db.ring("access");
  }

  async changePolicy(actor: Actor, { edition, ...value }: SignInPolicyInForce): Promise<SignInPolicyInForce> {
    const { db, policies } = this.#options;
    const changed = await changeRule(this.#options, actor, SIGN_IN_POLICY, { value, edition, action: "policy.change" });
    policies.forget();
    db.ring("access");
    return changed;
  }

  async #alter(
    actor: Actor,
    username: string,
    version: number,
    change: (tx: Executor, account: AccountRow) => Promise<Change | ApprovalRequest>,
  ): Promise<AccountView> {
    const { db } = this.#options;
    if (!mayChangeAccount(actor.username, username)) {
      throw new ProblemError(
        "separation-of-duties",
        "expected another administrator, got the account itself: nobody changes their own account",
      );
    }
    const view = await db.transaction(async (tx) => {
      const account = await lockAccount(tx, username);
      if (account === null) throw new ProblemError("not-found", `there is no account "${username}"`);
      if (account.version !== version) {
        throw new ProblemError("version-conflict", `expected version ${account.version}, got ${version}`);
      }
      const changed = await change(tx, account);
      if ("payload" in changed) await requestApproval(tx, actor, changed, this.#options.now());
      else await this.#write(tx, actor, username, changed);
      return this.#view(tx, username);
    });
    db.ring("access");
    return view;
  }

  #write(tx: Executor, actor: Actor, username: string, { action, detail }: Change): Promise<void> {
    const object = { kind: "account", id: username };
    return writeAudit(tx, doneBy(actor, this.#options.now(), { action, object, detail: detail ?? null }));
  }

  async #view(tx: Executor, username: string): Promise<AccountView> {
    const view = await accountView(tx, username, this.#options.now());
    if (view === null) throw new Error(`expected the account ${username} that was just written, got none`);
    return view;
  }
}

function requireValidRoles(roles: readonly Role[]): void {
  const issue = roleIssue(roles);
  if (issue === "no-role") {
    throw new ProblemError("bad-request", undefined, [{ path: "roles", expected: "one role or more", got: "none" }]);
  }
  if (issue !== null) {
    throw new ProblemError("separation-of-duties", `an administrator has no other role, got ${roles.join(", ")}`);
  }
}

type Grants = Pick<AccountDraft, "regionCodes" | "exceptCodes" | "departmentId"> &
  Partial<Pick<AccountDraft, "reachCodes" | "caseRange">>;

export async function requireKnownCodes(tx: Executor, draft: Grants): Promise<void> {
  const { regionCodes, exceptCodes, departmentId, reachCodes = [] } = draft;
  const known = await knownRegions(tx, [...regionCodes, ...exceptCodes]);
  const unknown = [...regionCodes, ...exceptCodes].filter((code) => !known.has(code));
  const errors = unknown.map((got: string) => ({ path: "regionCodes", expected: "codes of regions or grids", got }));
  if (departmentId !== null && !(await hasDepartment(tx, departmentId))) {
    errors.push({ path: "departmentId", expected: "the id of a department", got: departmentId });
  }
  const reaches = await knownReaches(tx, reachCodes);
  for (const got of reachCodes) {
    if (!reaches.has(got)) errors.push({ path: "reachCodes", expected: "codes of reaches", got });
  }
  if (draft.caseRange === "department" && departmentId === null) {
    errors.push({ path: "departmentId", expected: "a department: the range of cases is its cases", got: "none" });
  }
  if (errors.length > 0) throw new ProblemError("bad-request", undefined, errors);
}

export function difference(
  account: Pick<AccountRow, keyof AccountDraft>,
  draft: AccountDraft,
): Exclude<AuditEvent["detail"], null> {
  const keys = Object.keys(draft) as (keyof AccountDraft)[];
  const changed = keys.filter((key) => JSON.stringify(account[key]) !== JSON.stringify(draft[key]));
  return Object.fromEntries(changed.map((key) => [key, { before: account[key], after: draft[key] }]));
}
