// Searches what a page already holds: a row is found when every term occurs in one of its texts. Case, width and
// invisible characters do not count.
import { foldText } from "./text.ts";

const searchForm = (text: string): string => foldText(text).toLowerCase();

/** Tells whether a row's texts contain every term of `text`. An empty text finds every row. */
export function matcherFor(text: string): (...texts: readonly (string | null | undefined)[]) => boolean {
  const terms = searchForm(text).split(" ").filter(Boolean);
  if (terms.length === 0) return () => true;
  return (...texts) => {
    const searched = texts.map((part) => searchForm(part ?? "")).join("\n");
    return terms.every((term) => searched.includes(term));
  };
}
