// A list that never moves under the reader's hand: rows change in place and may leave; what is new waits behind a pill.

export interface HeldView<Row> {
  rows: Row[];
  /** Rows that match but are not shown until the reader asks for them. */
  fresh: Row[];
}

/** The order to hold: the ids of the rows, sorted now. */
export function settle<Row extends { id: string }>(rows: Iterable<Row>, compare: (a: Row, b: Row) => number): string[] {
  return [...rows].sort(compare).map((row) => row.id);
}

/** The held order over today's rows. */
export function holdOrder<Row extends { id: string }>(held: readonly string[], rows: readonly Row[]): HeldView<Row> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const kept: Row[] = [];
  for (const id of held) {
    const row = byId.get(id);
    if (row === undefined) continue;
    kept.push(row);
    byId.delete(id);
  }
  return { rows: kept, fresh: [...byId.values()] };
}

/** The row to select when the selected one left the list: the one that took its place, else the last. */
export function neighbourAfterLeaving(
  before: readonly string[],
  after: readonly string[],
  gone: string,
): string | null {
  const index = before.indexOf(gone);
  if (index === -1) return null;
  const stillThere = new Set(after);
  const next = before.slice(index + 1).find((id) => stillThere.has(id));
  return next ?? before.slice(0, index).findLast((id) => stillThere.has(id)) ?? null;
}

/** J and K: one row on or back, staying inside; the first row when nothing is selected. */
export function stepSelection(ids: readonly string[], selected: string | null, step: 1 | -1): string | null {
  const index = selected === null ? -1 : ids.indexOf(selected);
  if (index === -1) return (step === 1 ? ids[0] : ids.at(-1)) ?? null;
  return ids[Math.min(Math.max(index + step, 0), ids.length - 1)] ?? null;
}
