// The command line (/): what a typed line may mean. A verb in Chinese or by its initials, or simply part of a case.
import type { CaseView } from "@minqing/core/case/case";
import type { DepartmentView, RegionView } from "@minqing/core/region/region";

export type Suggestion =
  | { does: "select"; row: CaseView }
  | { does: "dispatch"; row: CaseView; department: DepartmentView }
  | { does: "narrow"; region: RegionView };

export interface Known {
  cases: readonly CaseView[];
  departments: readonly DepartmentView[];
  regions: readonly RegionView[];
  /** The case that a dispatch without a number is about. */
  selected: CaseView | null;
}

const VERBS = { dispatch: ["pq", "派遣"], narrow: ["tz", "跳转"] } as const;

const isVerb = (verb: keyof typeof VERBS, word: string | undefined): boolean =>
  word !== undefined && (VERBS[verb] as readonly string[]).includes(word.toLowerCase());

const says = (text: string, word: string): boolean => text.toLowerCase().includes(word.toLowerCase());

const searchTextOf = (row: CaseView): string =>
  [row.number, row.title, row.categoryNameZh, row.categoryNameEn, row.regionName, row.address ?? ""].join(" ");

const departmentText = ({ name, nameEn }: DepartmentView): string => `${name} ${nameEn ?? ""}`;

function suggestDispatch(words: readonly string[], known: Known): Suggestion[] {
  // The last word may name the case by the end of its number.
  const last = words.at(-1) ?? "";
  const named = /^\d{2,}$/.test(last) ? known.cases.filter(({ number }) => number.endsWith(last)) : [];
  const row = named.length === 1 ? named[0] : known.selected;
  const nameWords = named.length === 1 ? words.slice(0, -1) : words;
  if (row === undefined || row === null || row.status !== "registered") return [];
  return known.departments
    .filter((department) => nameWords.every((word) => says(departmentText(department), word)))
    .map((department) => ({ does: "dispatch", row, department }));
}

const byPriorityThenNewest = (a: CaseView, b: CaseView): number =>
  a.priority - b.priority ||
  (a.reportedAt === b.reportedAt ? (a.id < b.id ? -1 : 1) : a.reportedAt < b.reportedAt ? 1 : -1);

/** Best first; nothing for an empty line. */
export function suggest(line: string, known: Known, limit: number): Suggestion[] {
  const words = line.trim().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const [first, ...rest] = words;
  if (isVerb("dispatch", first)) return suggestDispatch(rest, known).slice(0, limit);
  const regionWords = isVerb("narrow", first) ? rest : words;
  const regions: Suggestion[] = known.regions
    .filter(
      ({ name, nameEn }) =>
        regionWords.length > 0 && regionWords.every((word) => says(`${name} ${nameEn ?? ""}`, word)),
    )
    .map((region) => ({ does: "narrow", region }));
  if (isVerb("narrow", first)) return regions.slice(0, limit);
  const cases: Suggestion[] = known.cases
    .filter((row) => words.every((word) => says(searchTextOf(row), word)))
    .sort(byPriorityThenNewest)
    .map((row) => ({ does: "select", row }));
  return [...cases.slice(0, limit - Math.min(regions.length, 1)), ...regions].slice(0, limit);
}
