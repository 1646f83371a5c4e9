// Chinese names of case ranges (案件范围) and grades of confidentiality (知悉范围), as they are written in imported sheets.
import { CaseRange, type Secrecy } from "./scope.ts";

export const CASE_RANGE_NAMES_ZH: Readonly<Record<CaseRange, string>> = {
  region: "辖区内全部",
  department: "本部门及下级",
  own: "仅本人上报",
};

export const SECRECY_NAMES_ZH: Readonly<Record<Secrecy, string>> = { 0: "一般", 1: "内部", 2: "敏感" };

const GRADES = [0, 1, 2] as const satisfies Secrecy[];

/** Finds a case range by key or Chinese name. An empty text means the default; null if the name is unknown. */
export const caseRangeNamed = (name: string): CaseRange | null =>
  name === "" ? "region" : (CaseRange.options.find((key) => key === name || CASE_RANGE_NAMES_ZH[key] === name) ?? null);

/** Finds a grade by number or Chinese name. An empty text means the default; null if the name is unknown. */
export const secrecyNamed = (name: string): Secrecy | null =>
  name === "" ? 0 : (GRADES.find((grade) => String(grade) === name || SECRECY_NAMES_ZH[grade] === name) ?? null);
