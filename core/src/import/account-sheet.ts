// Reads accounts from a sheet: each row becomes the requested values of one account, or issues that name their cells.
import { type AccountDraft, type DataGrants, type Role, Username } from "../access/account.ts";
import { caseRangeNamed, secrecyNamed } from "../access/grant-names.ts";
import { roleNamed } from "../access/role-names.ts";
import { roleIssue } from "../access/separation.ts";
import { MAX_NAME_LENGTH } from "../organisation/unit.ts";
import { RegionCode } from "../region/codes.ts";
import { type Columns, findColumns, looksRounded, partsOf, RowReader } from "./columns.ts";
import type { Sheet } from "./sheet.ts";
import type { ValidationIssue } from "./validation-issue.ts";

export const ACCOUNT_COLUMNS = {
  username: { zh: "账号", en: "username", isRequired: true },
  name: { zh: "姓名", en: "name", isRequired: true },
  roles: { zh: "角色", en: "roles", isRequired: true },
  regions: { zh: "辖区", en: "regions", isRequired: true },
  except: { zh: "例外", en: "except", isRequired: false },
  department: { zh: "部门", en: "department", isRequired: false },
  reaches: { zh: "河段", en: "reaches", isRequired: false },
  caseRange: { zh: "案件范围", en: "case range", isRequired: false },
  clearance: { zh: "知悉范围", en: "clearance", isRequired: false },
} as const satisfies Columns<string>;

export type AccountColumn = keyof typeof ACCOUNT_COLUMNS;

/** Values of columns that the file lacks are absent: an existing account keeps its own. */
export type AccountValues = Pick<AccountDraft, "displayName" | "roles" | "regionCodes"> &
  Partial<Pick<AccountDraft, "exceptCodes" | "departmentId" | keyof DataGrants>>;

export interface AccountLine {
  username: string;
  values: AccountValues;
  at: RowReader<AccountColumn>;
}

export interface AccountLines {
  lines: AccountLine[];
  issues: ValidationIssue[];
}

export function readAccountSheet(sheet: Sheet): AccountLines {
  const { places, issues } = findColumns(sheet, ACCOUNT_COLUMNS);
  if (issues.length > 0) return { lines: [], issues };
  const seen = new Set<string>();
  const lines = sheet.rows.map((row) => accountLine(new RowReader(sheet, places, row), seen));
  return { lines, issues: lines.flatMap(({ at }) => at.issues) };
}

function accountLine(at: RowReader<AccountColumn>, seen: Set<string>): AccountLine {
  const username = at.required("username");
  if (username !== "" && !Username.safeParse(username).success) at.addIssue("username", "username", username);
  else if (seen.has(username)) at.addIssue("username", "twice", username);
  if (username !== "") seen.add(username);
  const displayName = at.required("name");
  if (displayName.length > MAX_NAME_LENGTH) at.addIssue("name", "too-long", displayName);
  const values: AccountValues = { displayName, roles: rolesOf(at), regionCodes: codesOf(at, "regions", true) };
  if (at.has("except")) values.exceptCodes = codesOf(at, "except", false);
  if (at.has("department")) values.departmentId = at.text("department") || null;
  return { username, values: { ...values, ...grantsOf(at) }, at };
}

/** An empty cell means the default. */
function grantsOf(at: RowReader<AccountColumn>): Partial<DataGrants> {
  const grants: Partial<DataGrants> = {};
  if (at.has("reaches")) grants.reachCodes = partsOf(at.text("reaches"));
  if (at.has("caseRange")) {
    const range = caseRangeNamed(at.text("caseRange"));
    if (range === null) at.addIssue("caseRange", "case-range", at.text("caseRange"));
    else grants.caseRange = range;
  }
  if (at.has("clearance")) {
    const clearance = secrecyNamed(at.text("clearance"));
    if (clearance === null) at.addIssue("clearance", "clearance", at.text("clearance"));
    else grants.clearance = clearance;
  }
  return grants;
}

function rolesOf(at: RowReader<AccountColumn>): Role[] {
  const text = at.required("roles");
  const roles = new Set<Role>();
  for (const part of at.parts("roles", text)) {
    const role = roleNamed(part);
    if (role === null) at.addIssue("roles", "role", part);
    else roles.add(role);
  }
  if (roleIssue([...roles]) === "administrator-with-other-work") at.addIssue("roles", "separation", text);
  return [...roles];
}

function codesOf(at: RowReader<AccountColumn>, key: "regions" | "except", isRequired: boolean): RegionCode[] {
  const codes = new Set<RegionCode>();
  for (const part of isRequired ? at.parts(key, at.required(key)) : partsOf(at.text(key))) {
    const code = RegionCode.safeParse(part);
    if (code.success) codes.add(code.data);
    else at.addIssue(key, looksRounded(part) ? "digits-lost" : "region-code", part);
  }
  return [...codes];
}
