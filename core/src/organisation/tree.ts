// Ancestors in a tree of units: no unit may be above itself.

/** Whether `id` is `from` or one of its ancestors; a circle elsewhere ends the search. */
export function isAbove(id: string, from: string, parents: ReadonlyMap<string, string | null>): boolean {
  const passed = new Set<string>();
  for (let at: string | null = from; at !== null && !passed.has(at); at = parents.get(at) ?? null) {
    if (at === id) return true;
    passed.add(at);
  }
  return false;
}
