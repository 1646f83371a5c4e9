// Rows in a stable order: sorted when the query of the list changes or the reader takes in new rows, not when data
// arrives.
import { useMemo, useState } from "react";
import { type HeldView, holdOrder, settle } from "./held-list.ts";

interface HeldOrder {
  query: string;
  ids: readonly string[];
}

interface Held<Row> extends HeldView<Row> {
  /** Takes in new rows and sorts all rows. */
  takeFresh(): void;
}

/**
 * `query` names what the list shows (tab and filter); another query gets a new order. While the list is not in use (no
 * keyboard focus, no pointer) new rows come in at once.
 */
export function useHeldRows<Row extends { id: string }>(
  rows: readonly Row[],
  compare: (a: Row, b: Row) => number,
  query: string,
  isInUse = true,
): Held<Row> {
  const [held, setHeld] = useState<HeldOrder>(() => ({ query, ids: settle(rows, compare) }));
  const view = useMemo(() => holdOrder(held.ids, rows), [held, rows]);
  // With no rows shown, there is no order to hold.
  const isFirstFill = view.rows.length === 0 && view.fresh.length > 0;
  const takeFresh = () => setHeld({ query, ids: settle(rows, compare) });
  if (held.query !== query || isFirstFill || (!isInUse && view.fresh.length > 0)) takeFresh();
  return { ...view, takeFresh };
}
