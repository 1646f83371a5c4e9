// Trees of units: nobody stands above themselves.

/** Whether the way up from `from` comes to `id`; a circle elsewhere ends the way. */
export function isAbove(id: string, from: string, parents: ReadonlyMap<string, string | null>): boolean {
  const passed = new Set<string>();
  for (let at: string | null = from; at !== null && !passed.has(at); at = parents.get(at) ?? null) {
    if (at === id) return true;
    passed.add(at);
  }
  return false;
}
