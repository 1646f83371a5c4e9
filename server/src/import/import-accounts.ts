// Imports accounts from a sheet, as a whole or not at all. A dry run makes the same plan and writes nothing.
import { changeNeedsApproval, isGreat } from "@minqing/core/access/approval";
import { type AuditEvent, doneBy } from "@minqing/core/audit/event";
import { type AccountPlan, type PlannedAccount, planAccounts } from "@minqing/core/import/account-plan";
import { type AccountLine, readAccountSheet } from "@minqing/core/import/account-sheet";
import type { ImportReport } from "@minqing/core/import/report";
import { holdAccounts } from "@minqing/geodata/access/approval-queries";
import { writeAudits } from "@minqing/geodata/audit/queries";
import type { Executor } from "@minqing/geodata/database";
import {
  accountsByUsername,
  administrators,
  insertAccounts,
  knownDepartments,
  updateAccounts,
} from "@minqing/geodata/import/queries";
import { GENERATED, hashPassword } from "@minqing/geodata/process/secret/password";
import { countyCodes, knownRegions } from "@minqing/geodata/region/queries";
import { knownReaches } from "@minqing/geodata/river/place-queries";
import { difference, newPassword } from "../access/account/accounts.ts";
import { requestApproval } from "../access/approval/approvals.ts";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { type ImportOrder, sortedByCell } from "./import-order.ts";

type Context = Pick<ServerContext, "db" | "now">;

/** Limited because each first password is hashed and each account gets an audit row. */
export const MAX_NEW_ACCOUNTS = 2_000;

export async function importAccounts({ db, now }: Context, order: ImportOrder): Promise<ImportReport> {
  const { actor, sheet, isDryRun } = order;
  const { lines, issues } = readAccountSheet(sheet);
  const planOn = (executor: Executor, isLocked: boolean) => planOf(executor, lines, actor.username, isLocked);
  const plan = await planOn(db, false);
  const report = reportOf(order, plan, issues);
  if (plan.create.length > MAX_NEW_ACCOUNTS) {
    const got = `got ${plan.create.length}: import the file in parts`;
    throw new ProblemError(
      "payload-too-large",
      `expected at most ${MAX_NEW_ACCOUNTS} new accounts in one file, ${got}`,
    );
  }
  if (isDryRun || report.refused.length > 0) return report;
  const fresh = await withPasswords(plan.create);
  let waiting: ImportReport["held"] = null;
  await db.transaction(async (tx) => {
    const lockedPlan = await planOn(tx, true);
    if (!isSamePlan(plan, lockedPlan))
      throw new ProblemError(
        "version-conflict",
        "expected accounts as at the beginning of the import, got accounts that somebody changed during it",
      );
    const at = now();
    const inserted = await insertAccounts(tx, fresh, at);
    if (inserted !== fresh.length)
      throw new ProblemError(
        "version-conflict",
        "expected new usernames, got accounts that somebody created during the import",
      );
    const counties = await countyCodes(tx);
    const held = lockedPlan.change.filter(
      ({ before, draft }) => before !== null && changeNeedsApproval(before, draft, counties),
    );
    const heldNew = lockedPlan.create.filter(({ draft }) => isGreat(draft, counties));
    await updateAccounts(
      tx,
      lockedPlan.change.filter((change) => !held.includes(change)),
    );
    await writeAudits(tx, auditRowsOf(order, lockedPlan, sheet.rows.length, at));
    waiting = await holdGreat(tx, order, { created: heldNew, changed: held }, at);
  });
  db.ring("access");
  return {
    ...report,
    written: true,
    held: waiting,
    ...(fresh.length === 0 ? {} : { passwords: fresh.map(({ username, password }) => ({ username, password })) }),
  };
}

/** What needs a second administrator waits for one decision about the whole file. */
async function holdGreat(
  tx: Executor,
  { actor }: ImportOrder,
  held: { created: readonly PlannedAccount[]; changed: readonly PlannedAccount[] },
  at: Date,
): Promise<ImportReport["held"]> {
  const created = held.created.map(({ username }) => username);
  const changed = held.changed.map(({ username }) => username);
  const count = created.length + changed.length;
  if (count === 0) return null;
  const changes = held.changed.map(({ username, draft }) => ({ username, draft }));
  // What would change, by account: the approver may not read accounts.
  const accounts = Object.fromEntries(
    [...held.created, ...held.changed].map(({ username, before, draft }) => [
      username,
      before === null ? draft : difference(before, draft),
    ]),
  );
  const detail = { created, changed, accounts };
  const request = { object: `${count}`, detail, payload: { changes } };
  const id = await requestApproval(tx, actor, { ...request, action: "account.import" }, at);
  if (created.length > 0) await holdAccounts(tx, created, id);
  return { approvalId: id, accounts: count };
}

async function planOf(
  executor: Executor,
  lines: readonly AccountLine[],
  importer: string,
  isLocked: boolean,
): Promise<AccountPlan> {
  const codes = new Set<string>(lines.flatMap(({ values }) => [...values.regionCodes, ...(values.exceptCodes ?? [])]));
  const ids = new Set(lines.flatMap(({ values }) => values.departmentId ?? []));
  const usernames = lines.map(({ username }) => username);
  const known = {
    accounts: await accountsByUsername(executor, usernames, isLocked),
    ...(await administrators(executor)),
    regions: await knownRegions(executor, [...codes]),
    departments: await knownDepartments(executor, [...ids]),
    reaches: await knownReaches(executor, [...new Set(lines.flatMap(({ values }) => values.reachCodes ?? []))]),
  };
  return planAccounts(lines, known, importer);
}

const reportOf = (
  { sheet, isDryRun }: ImportOrder,
  plan: AccountPlan,
  issues: ImportReport["refused"],
): ImportReport => ({
  kind: "accounts",
  dryRun: isDryRun,
  written: false,
  rows: sheet.rows.length,
  create: plan.create.length,
  change: plan.change.length,
  same: plan.same,
  held: null,
  refused: sortedByCell([...issues, ...plan.issues]),
});

const isSamePlan = (a: AccountPlan, b: AccountPlan): boolean =>
  JSON.stringify([a.create, a.change, b.issues]) === JSON.stringify([b.create, b.change, []]);

type FreshAccount = PlannedAccount & { password: string; passwordHash: string };

/** Hashes four at a time: the number of threads for it. */
async function withPasswords(accounts: readonly PlannedAccount[]): Promise<FreshAccount[]> {
  const fresh: FreshAccount[] = [];
  for (let i = 0; i < accounts.length; i += 4) {
    const part = accounts.slice(i, i + 4).map(async (account) => {
      const password = newPassword();
      return { ...account, password, passwordHash: await hashPassword(password, GENERATED) };
    });
    fresh.push(...(await Promise.all(part)));
  }
  return fresh;
}

/** The audit rows: one for the file, one for each account. */
function auditRowsOf(
  { actor }: ImportOrder,
  { create, change, same }: AccountPlan,
  rows: number,
  at: Date,
): AuditEvent[] {
  const detail = { rows, create: create.length, change: change.length, same };
  const acts = [...create, ...change].map(({ username, before, draft }) => {
    const object = { kind: "account", id: username };
    return before === null
      ? { action: "account.create", object, detail: { ...draft } }
      : { action: "account.change", object, detail: difference(before, draft) };
  });
  return [{ action: "account.import", detail }, ...acts].map((act) => doneBy(actor, at, act));
}
