// Accounts from a sheet: each row becomes what it wants of one account, or refusals that name their cells.
import { type AccountDraft, type DataGrants, type Role, Username } from "../access/account.ts";
import { caseRangeNamed, secrecyNamed } from "../access/grant-names.ts";
import { roleNamed } from "../access/role-names.ts";
import { roleIssue } from "../access/separation.ts";
import { RegionCode } from "../region/codes.ts";
import { type Columns, findColumns, looksRounded, partsOf, RowReader } from "./columns.ts";
import type { Sheet } from "./sheet.ts";
import type { ValidationIssue } from "./validation-issue.ts";

export const ACCOUNT_COLUMNS = {
  username: { zh: "账号", en: "username", isNeeded: true },
  name: { zh: "姓名", en: "name", isNeeded: true },
  roles: { zh: "角色", en: "roles", isNeeded: true },
  regions: { zh: "辖区", en: "regions", isNeeded: true },
  except: { zh: "例外", en: "except", isNeeded: false },
  department: { zh: "部门", en: "department", isNeeded: false },
  reaches: { zh: "河段", en: "reaches", isNeeded: false },
  caseRange: { zh: "案件范围", en: "case range", isNeeded: false },
  clearance: { zh: "知悉范围", en: "clearance", isNeeded: false },
} as const satisfies Columns<string>;

export type AccountColumn = keyof typeof ACCOUNT_COLUMNS;

const LONGEST_NAME = 64;

/** A column that the file does not have is not here: an account that exists keeps what it has. */
export type WantedAccount = Pick<AccountDraft, "displayName" | "roles" | "regionCodes"> &
  Partial<Pick<AccountDraft, "exceptCodes" | "departmentId" | keyof DataGrants>>;

export interface AccountLine {
  username: string;
  wanted: WantedAccount;
  at: RowReader<AccountColumn>;
}

export interface AccountLines {
  lines: AccountLine[];
  refused: ValidationIssue[];
}

export function readAccountSheet(sheet: Sheet): AccountLines {
  const { places, refused } = findColumns(sheet, ACCOUNT_COLUMNS);
  if (refused.length > 0) return { lines: [], refused };
  const seen = new Set<string>();
  const lines = sheet.rows.map((row) => accountLine(new RowReader(sheet, places, row), seen));
  return { lines, refused: lines.flatMap(({ at }) => at.refused) };
}

function accountLine(at: RowReader<AccountColumn>, seen: Set<string>): AccountLine {
  const username = at.needed("username");
  if (username !== "" && !Username.safeParse(username).success) at.refuse("username", "username", username);
  else if (seen.has(username)) at.refuse("username", "twice", username);
  if (username !== "") seen.add(username);
  const displayName = at.needed("name");
  if (displayName.length > LONGEST_NAME) at.refuse("name", "too-long", displayName);
  const wanted: WantedAccount = { displayName, roles: rolesOf(at), regionCodes: codesOf(at, "regions", true) };
  if (at.has("except")) wanted.exceptCodes = codesOf(at, "except", false);
  if (at.has("department")) wanted.departmentId = at.text("department") || null;
  return { username, wanted: { ...wanted, ...grantsOf(at) }, at };
}

/** An empty cell gives what is usual. */
function grantsOf(at: RowReader<AccountColumn>): Partial<DataGrants> {
  const grants: Partial<DataGrants> = {};
  if (at.has("reaches")) grants.reachCodes = partsOf(at.text("reaches"));
  if (at.has("caseRange")) {
    const range = caseRangeNamed(at.text("caseRange"));
    if (range === null) at.refuse("caseRange", "case-range", at.text("caseRange"));
    else grants.caseRange = range;
  }
  if (at.has("clearance")) {
    const clearance = secrecyNamed(at.text("clearance"));
    if (clearance === null) at.refuse("clearance", "clearance", at.text("clearance"));
    else grants.clearance = clearance;
  }
  return grants;
}

function rolesOf(at: RowReader<AccountColumn>): Role[] {
  const text = at.needed("roles");
  const roles = new Set<Role>();
  for (const part of at.parts("roles", text)) {
    const role = roleNamed(part);
    if (role === null) at.refuse("roles", "role", part);
    else roles.add(role);
  }
  if (roleIssue([...roles]) === "administrator-with-other-work") at.refuse("roles", "separation", text);
  return [...roles];
}

function codesOf(at: RowReader<AccountColumn>, key: "regions" | "except", isNeeded: boolean): RegionCode[] {
  const codes = new Set<RegionCode>();
  for (const part of isNeeded ? at.parts(key, at.needed(key)) : partsOf(at.text(key))) {
    const code = RegionCode.safeParse(part);
    if (code.success) codes.add(code.data);
    else at.refuse(key, looksRounded(part) ? "digits-lost" : "region-code", part);
  }
  return [...codes];
}
