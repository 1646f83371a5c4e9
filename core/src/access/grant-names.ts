// Case ranges (案件范围) and grades of confidentiality (知悉范围) by their Chinese names, as people write them into a sheet.
import { CaseRange, type Secrecy } from "./scope.ts";

export const CASE_RANGE_NAMES_ZH: Readonly<Record<CaseRange, string>> = {
  region: "辖区内全部",
  department: "本部门及下级",
  own: "仅本人上报",
};

export const SECRECY_NAMES_ZH: Readonly<Record<Secrecy, string>> = { 0: "一般", 1: "内部", 2: "敏感" };

const GRADES = [0, 1, 2] as const satisfies Secrecy[];

/** By key or Chinese name; an empty text is the usual one; null for what is none. */
export const caseRangeNamed = (name: string): CaseRange | null =>
  name === "" ? "region" : (CaseRange.options.find((key) => key === name || CASE_RANGE_NAMES_ZH[key] === name) ?? null);

/** By number or Chinese name; an empty text is the usual one; null for what is none. */
export const secrecyNamed = (name: string): Secrecy | null =>
  name === "" ? 0 : (GRADES.find((grade) => String(grade) === name || SECRECY_NAMES_ZH[grade] === name) ?? null);
