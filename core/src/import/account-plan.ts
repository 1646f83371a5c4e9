// Plans an import of accounts: which are created, changed or left unchanged, and the validation issues of the rows.
import { type AccountDraft, DEFAULT_GRANTS, type Role } from "../access/account.ts";
import { mayChangeAccount } from "../access/separation.ts";
import type { AccountLine } from "./account-sheet.ts";
import type { ValidationIssue } from "./validation-issue.ts";

/** What the database contains. */
export interface AccountsKnown {
  /** Accounts of the sheet that exist already. */
  accounts: ReadonlyMap<string, AccountDraft>;
  /** Every enabled account with a role of an administrator. */
  administrators: ReadonlyMap<string, readonly Role[]>;
  /** Those of them who have signed in; absent: all. One that a file makes is nobody yet. */
  signedIn?: ReadonlySet<string>;
  regions: ReadonlySet<string>;
  departments: ReadonlySet<string>;
  reaches: ReadonlySet<string>;
}

export interface PlannedAccount {
  username: string;
  draft: AccountDraft;
  /** Null for a new account. */
  before: AccountDraft | null;
}

export interface AccountPlan {
  create: PlannedAccount[];
  change: PlannedAccount[];
  same: number;
  issues: ValidationIssue[];
}

const NEW_ACCOUNT = { ...DEFAULT_GRANTS, exceptCodes: [], departmentId: null, enabled: true };

export function planAccounts(lines: readonly AccountLine[], known: AccountsKnown, importer: string): AccountPlan {
  const planned = lines.map((line) => {
    const before = known.accounts.get(line.username) ?? null;
    const draft: AccountDraft = { ...NEW_ACCOUNT, ...before, ...line.values };
    return { line, before, draft, isSame: before !== null && isSame(before, draft) };
  });
  const changed = planned.filter((one) => !one.isSame);
  const issues = [
    ...lines.flatMap((line) => unknownPlaces(line, known)),
    ...planned
      .filter(({ draft }) => draft.caseRange === "department" && draft.departmentId === null)
      .map(({ line }) => line.at.issueAt("caseRange", "range-without-department", "")),
    ...changed
      .filter(({ line }) => !mayChangeAccount(importer, line.username))
      .map(({ line }) => line.at.issueAt("username", "own-account", line.username)),
    ...lastAdministrators(changed, known),
  ];
  const done = changed.map(({ line, before, draft }) => ({ username: line.username, before, draft }));
  return {
    create: done.filter(({ before }) => before === null),
    change: done.filter(({ before }) => before !== null),
    same: planned.length - changed.length,
    issues,
  };
}

function unknownPlaces(
  { values, at }: AccountLine,
  { regions, departments, reaches }: AccountsKnown,
): ValidationIssue[] {
  const unknown = (codes: readonly string[]) => codes.filter((code) => !regions.has(code));
  const { departmentId = null } = values;
  return [
    ...unknown(values.regionCodes).map((code) => at.issueAt("regions", "region-unknown", code)),
    ...unknown(values.exceptCodes ?? []).map((code) => at.issueAt("except", "region-unknown", code)),
    ...(values.reachCodes ?? [])
      .filter((code) => !reaches.has(code))
      .map((code) => at.issueAt("reaches", "reach-unknown", code)),
    ...(departmentId === null || departments.has(departmentId)
      ? []
      : [at.issueAt("department", "department-unknown", departmentId)]),
  ];
}

/** Issues of rows that together would leave a role of administrator without any account. */
function lastAdministrators(
  changed: readonly { line: AccountLine; draft: AccountDraft }[],
  { administrators, signedIn = new Set(administrators.keys()) }: AccountsKnown,
): ValidationIssue[] {
  const after = new Map(administrators);
  for (const { line, draft } of changed) after.set(line.username, draft.enabled ? draft.roles : []);
  const left = new Set([...after].flatMap(([username, roles]) => (signedIn.has(username) ? roles : [])));
  return changed.flatMap(({ line }) =>
    (administrators.get(line.username) ?? [])
      .filter((role) => role.endsWith("_administrator") && !left.has(role))
      .map((role) => line.at.issueAt("roles", "last-administrator", role)),
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
