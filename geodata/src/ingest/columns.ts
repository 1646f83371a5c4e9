// Turns rows into one array per column for `unnest`: a batch of thousands is one statement.

export function columns<R, K extends keyof R>(rows: readonly R[], keys: readonly K[]): { [P in K]: R[P][] } {
  const result = {} as { [P in K]: R[P][] };
  for (const key of keys) {
    const column = new Array<R[K]>(rows.length);
    for (let i = 0; i < rows.length; i++) column[i] = (rows[i] as R)[key];
    result[key] = column;
  }
  return result;
}
