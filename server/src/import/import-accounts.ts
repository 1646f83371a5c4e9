// Accounts from a sheet: all of it or nothing. A dry run plans as the real one does, and writes nothing.
import { type AuditEvent, doneBy } from "@minqing/core/audit/event";
import { type AccountPlan, type PlannedAccount, planAccounts } from "@minqing/core/import/account-plan";
import { type AccountLine, readAccountSheet } from "@minqing/core/import/account-sheet";
import type { ImportReport } from "@minqing/core/import/report";
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
import { knownRegions } from "@minqing/geodata/region/queries";
import { knownReaches } from "@minqing/geodata/river/place-queries";
import { difference, newPassword } from "../access/account/accounts.ts";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { type ImportOrder, inOrder } from "./import-order.ts";

type Wanted = Pick<ServerContext, "db" | "now">;

/** Each first password is hashed, and each account is a row of the audit trail. */
export const MAX_NEW_ACCOUNTS = 2_000;

export async function importAccounts({ db, now }: Wanted, order: ImportOrder): Promise<ImportReport> {
  const { actor, sheet, isDryRun } = order;
  const { lines, issues } = readAccountSheet(sheet);
  const planOn = (executor: Executor, isHeld: boolean) => planOf(executor, lines, actor.username, isHeld);
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
  await db.transaction(async (tx) => {
    const held = await planOn(tx, true);
    if (!isSamePlan(plan, held)) throw new ProblemError("version-conflict", "accounts of this file were just changed");
    const at = now();
    const made = await insertAccounts(tx, fresh, at);
    if (made !== fresh.length) throw new ProblemError("version-conflict", "accounts of this file were just made");
    await updateAccounts(tx, held.change);
    await writeAudits(tx, trailOf(order, held, sheet.rows.length, at));
  });
  db.ring("access");
  return {
    ...report,
    written: true,
    ...(fresh.length === 0 ? {} : { passwords: fresh.map(({ username, password }) => ({ username, password })) }),
  };
}

async function planOf(
  executor: Executor,
  lines: readonly AccountLine[],
  importer: string,
  isHeld: boolean,
): Promise<AccountPlan> {
  const codes = new Set<string>(lines.flatMap(({ values }) => [...values.regionCodes, ...(values.exceptCodes ?? [])]));
  const ids = new Set(lines.flatMap(({ values }) => values.departmentId ?? []));
  const usernames = lines.map(({ username }) => username);
  const known = {
    accounts: await accountsByUsername(executor, usernames, isHeld),
    administrators: await administrators(executor),
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
  refused: inOrder([...issues, ...plan.issues]),
});

const isSamePlan = (a: AccountPlan, b: AccountPlan): boolean =>
  JSON.stringify([a.create, a.change, b.issues]) === JSON.stringify([b.create, b.change, []]);

type FreshAccount = PlannedAccount & { password: string; passwordHash: string };

/** Four at a time: as many as there are threads for it. */
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

/** One row for the file, one for each account. */
function trailOf({ actor }: ImportOrder, { create, change, same }: AccountPlan, rows: number, at: Date): AuditEvent[] {
  const detail = { rows, create: create.length, change: change.length, same };
  const acts = [...create, ...change].map(({ username, before, draft }) => {
    const object = { kind: "account", id: username };
    return before === null
      ? { action: "account.create", object, detail: { ...draft } }
      : { action: "account.change", object, detail: difference(before, draft) };
  });
  return [{ action: "account.import", detail }, ...acts].map((act) => doneBy(actor, at, act));
}
