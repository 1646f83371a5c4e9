// The command line (/): suggestions for a typed line. A line begins with a verb in Chinese or by its initials, or is
// part of a case.
import type { CaseView } from "@minqing/core/case/case";
import type { DepartmentView, RegionView } from "@minqing/core/region/region";
import { matcherFor } from "@minqing/core/text/search";
import { foldText } from "@minqing/core/text/text";

export type Suggestion =
  | { does: "select"; row: CaseView }
  | { does: "dispatch"; row: CaseView; department: DepartmentView }
  | { does: "narrow"; region: RegionView };

export interface SearchData {
  cases: readonly CaseView[];
  departments: readonly DepartmentView[];
  regions: readonly RegionView[];
  /** The case of a dispatch without a number. */
  selected: CaseView | null;
}

const VERBS = { dispatch: ["pq", "派遣"], narrow: ["tz", "跳转"] } as const;

const isVerb = (verb: keyof typeof VERBS, term: string | undefined): boolean =>
  term !== undefined && (VERBS[verb] as readonly string[]).includes(term.toLowerCase());

function suggestDispatch(terms: readonly string[], data: SearchData): Suggestion[] {
  // The last term may be the end of a case number.
  const last = terms.at(-1) ?? "";
  const named = /^\d{2,}$/.test(last) ? data.cases.filter(({ number }) => number.endsWith(last)) : [];
  const row = named.length === 1 ? named[0] : data.selected;
  const nameTerms = named.length === 1 ? terms.slice(0, -1) : terms;
  if (row === undefined || row === null || row.status !== "registered") return [];
  const matches = matcherFor(nameTerms.join(" "));
  return data.departments
    .filter(({ name, nameEn }) => matches(name, nameEn))
    .map((department) => ({ does: "dispatch", row, department }));
}

const byPriorityThenNewest = (a: CaseView, b: CaseView): number =>
  a.priority - b.priority ||
  (a.reportedAt === b.reportedAt ? (a.id < b.id ? -1 : 1) : a.reportedAt < b.reportedAt ? 1 : -1);

/** The best suggestion first; none for an empty line. */
export function suggest(line: string, data: SearchData, limit: number): Suggestion[] {
  const terms = foldText(line).split(" ").filter(Boolean);
  if (terms.length === 0) return [];
  const [first, ...rest] = terms;
  if (isVerb("dispatch", first)) return suggestDispatch(rest, data).slice(0, limit);
  const regionTerms = isVerb("narrow", first) ? rest : terms;
  const matchesRegion = matcherFor(regionTerms.join(" "));
  const regions: Suggestion[] = data.regions
    .filter(({ name, nameEn }) => regionTerms.length > 0 && matchesRegion(name, nameEn))
    .map((region) => ({ does: "narrow", region }));
  if (isVerb("narrow", first)) return regions.slice(0, limit);
  const matchesCase = matcherFor(terms.join(" "));
  const cases: Suggestion[] = data.cases
    .filter((row) =>
      matchesCase(row.number, row.title, row.categoryNameZh, row.categoryNameEn, row.regionName, row.address),
    )
    .sort(byPriorityThenNewest)
    .map((row) => ({ does: "select", row }));
  return [...cases.slice(0, limit - Math.min(regions.length, 1)), ...regions].slice(0, limit);
}
