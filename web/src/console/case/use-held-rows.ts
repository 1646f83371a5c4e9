// Rows in an order that holds: settled when the list's question changes or the reader asks, not when data comes.
import { useEffect, useMemo, useState } from "react";
import { type HeldView, holdOrder, settle } from "./held-list.ts";

interface Held<Row> extends HeldView<Row> {
  /** Takes in what is new and sorts anew. */
  takeFresh(): void;
}

/** `question` names what the list shows (tab and filter): another question, another order. */
export function useHeldRows<Row extends { id: string }>(
  rows: readonly Row[],
  compare: (a: Row, b: Row) => number,
  question: string,
): Held<Row> {
  const [held, setHeld] = useState<{ question: string; ids: readonly string[] } | null>(null);
  const needsSettling = held === null || held.question !== question;
  const current = useMemo(
    () => (needsSettling ? { question, ids: settle(rows, compare) } : held),
    [needsSettling, held, question, rows, compare],
  );
  const view = useMemo(() => holdOrder(current.ids, rows), [current, rows]);
  // With nothing under the reader's hand there is nothing to hold.
  const isFirstFill = view.rows.length === 0 && view.fresh.length > 0;
  useEffect(() => {
    if (needsSettling || isFirstFill) setHeld({ question, ids: settle(rows, compare) });
  }, [needsSettling, isFirstFill, question, rows, compare]);
  return { ...view, takeFresh: () => setHeld({ question, ids: settle(rows, compare) }) };
}
