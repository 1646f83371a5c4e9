// Rows in an order that holds: settled when the list's question changes or the reader asks, not when data comes.
import { useMemo, useState } from "react";
import { type HeldView, holdOrder, settle } from "./held-list.ts";

interface HeldOrder {
  question: string;
  ids: readonly string[];
}

interface Held<Row> extends HeldView<Row> {
  /** Takes in what is new and sorts anew. */
  takeFresh(): void;
}

/**
 * `question` names what the list shows (tab and filter): another question, another order. Without a hand there (no keys, no
 * pointer) new rows come in at once.
 */
export function useHeldRows<Row extends { id: string }>(
  rows: readonly Row[],
  compare: (a: Row, b: Row) => number,
  question: string,
  isInUse = true,
): Held<Row> {
  const [held, setHeld] = useState<HeldOrder>(() => ({ question, ids: settle(rows, compare) }));
  const view = useMemo(() => holdOrder(held.ids, rows), [held, rows]);
  // With nothing under the reader's hand there is nothing to hold.
  const isFirstFill = view.rows.length === 0 && view.fresh.length > 0;
  const takeFresh = () => setHeld({ question, ids: settle(rows, compare) });
  if (held.question !== question || isFirstFill || (!isInUse && view.fresh.length > 0)) takeFresh();
  return { ...view, takeFresh };
}
