// What an import of accounts does: which are made, which change, which stay, and what the rows may not do.
import { type AccountDraft, type Role, USUAL_GRANTS } from "../access/account.ts";
import { mayChangeAccount } from "../access/separation.ts";
import type { AccountLine } from "./account-sheet.ts";
import type { ValidationIssue } from "./validation-issue.ts";

/** What stands in the database. */
export interface AccountsKnown {
  /** Those of the sheet that there are already. */
  accounts: ReadonlyMap<string, AccountDraft>;
  /** Every enabled account with a role of an administrator. */
  administrators: ReadonlyMap<string, readonly Role[]>;
  regions: ReadonlySet<string>;
  departments: ReadonlySet<string>;
  reaches: ReadonlySet<string>;
}

export interface PlannedAccount {
  username: string;
  draft: AccountDraft;
  /** Null for a new one. */
  before: AccountDraft | null;
}

export interface AccountPlan {
  create: PlannedAccount[];
  change: PlannedAccount[];
  same: number;
  refused: ValidationIssue[];
}

const NEW_ACCOUNT = { ...USUAL_GRANTS, exceptCodes: [], departmentId: null, enabled: true };

export function planAccounts(lines: readonly AccountLine[], known: AccountsKnown, importer: string): AccountPlan {
  const planned = lines.map((line) => {
    const before = known.accounts.get(line.username) ?? null;
    const draft: AccountDraft = { ...NEW_ACCOUNT, ...before, ...line.wanted };
    return { line, before, draft, isSame: before !== null && isSame(before, draft) };
  });
  const moving = planned.filter((one) => !one.isSame);
  const refused = [
    ...lines.flatMap((line) => unknownPlaces(line, known)),
    ...planned
      .filter(({ draft }) => draft.caseRange === "department" && draft.departmentId === null)
      .map(({ line }) => line.at.validationIssue("caseRange", "range-without-department", "")),
    ...moving
      .filter(({ line }) => !mayChangeAccount(importer, line.username))
      .map(({ line }) => line.at.validationIssue("username", "own-account", line.username)),
    ...lastAdministrators(moving, known),
  ];
  const done = moving.map(({ line, before, draft }) => ({ username: line.username, before, draft }));
  return {
    create: done.filter(({ before }) => before === null),
    change: done.filter(({ before }) => before !== null),
    same: planned.length - moving.length,
    refused,
  };
}

function unknownPlaces(
  { wanted, at }: AccountLine,
  { regions, departments, reaches }: AccountsKnown,
): ValidationIssue[] {
  const unknown = (codes: readonly string[]) => codes.filter((code) => !regions.has(code));
  const { departmentId = null } = wanted;
  return [
    ...unknown(wanted.regionCodes).map((code) => at.validationIssue("regions", "region-unknown", code)),
    ...unknown(wanted.exceptCodes ?? []).map((code) => at.validationIssue("except", "region-unknown", code)),
    ...(wanted.reachCodes ?? [])
      .filter((code) => !reaches.has(code))
      .map((code) => at.validationIssue("reaches", "reach-unknown", code)),
    ...(departmentId === null || departments.has(departmentId)
      ? []
      : [at.validationIssue("department", "department-unknown", departmentId)]),
  ];
}

/** Rows that together leave a kind of administrator without anybody. */
function lastAdministrators(
  moving: readonly { line: AccountLine; draft: AccountDraft }[],
  { administrators }: AccountsKnown,
): ValidationIssue[] {
  const after = new Map(administrators);
  for (const { line, draft } of moving) after.set(line.username, draft.enabled ? draft.roles : []);
  const left = new Set([...after.values()].flat());
  return moving.flatMap(({ line }) =>
    (administrators.get(line.username) ?? [])
      .filter((role) => role.endsWith("_administrator") && !left.has(role))
      .map((role) => line.at.validationIssue("roles", "last-administrator", role)),
  );
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((each) => b.includes(each));

const isSame = (a: AccountDraft, b: AccountDraft): boolean =>
  a.displayName === b.displayName &&
  a.departmentId === b.departmentId &&
  a.caseRange === b.caseRange &&
  a.clearance === b.clearance &&
  sameSet(a.reachCodes, b.reachCodes) &&
  sameSet(a.roles, b.roles) &&
  sameSet(a.regionCodes, b.regionCodes) &&
  sameSet(a.exceptCodes, b.exceptCodes);
