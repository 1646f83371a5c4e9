// A list in a stable order: rows change in place and may leave; new rows wait until the reader takes them in.

export interface HeldView<Row> {
  rows: Row[];
  /** Rows that match but are not shown until the reader takes them in. */
  fresh: Row[];
}

/** The order to hold: the ids of the rows in sorted order. */
export function settle<Row extends { id: string }>(rows: Iterable<Row>, compare: (a: Row, b: Row) => number): string[] {
  return [...rows].sort(compare).map((row) => row.id);
}

/** Applies the held order to the current rows. */
export function holdOrder<Row extends { id: string }>(held: readonly string[], rows: readonly Row[]): HeldView<Row> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const shown: Row[] = [];
  for (const id of held) {
    const row = byId.get(id);
    if (row === undefined) continue;
    shown.push(row);
    byId.delete(id);
  }
  return { rows: shown, fresh: [...byId.values()] };
}

/** The row to select when the selected one has left the list: the next one that remains, else the last before it. */
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

/** J and K: the next or previous row, stopping at the ends; without a selection the first or last row. */
export function stepSelection(ids: readonly string[], selected: string | null, step: 1 | -1): string | null {
  const index = selected === null ? -1 : ids.indexOf(selected);
  if (index === -1) return (step === 1 ? ids[0] : ids.at(-1)) ?? null;
  return ids[Math.min(Math.max(index + step, 0), ids.length - 1)] ?? null;
}
