// Returns the row of a query that must have exactly one.
export function singleRow<T>(rows: readonly T[]): T {
  const [row, ...rest] = rows;
  if (row === undefined || rest.length > 0) throw new Error(`expected exactly one row, got ${rows.length}`);
  return row;
}
