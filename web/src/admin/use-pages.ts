// A list in pages: reads the first page when the query changes, the next page on demand.
import { useCallback, useEffect, useRef, useState } from "react";
import { type Failure, failureOf } from "./use-reading.ts";

export interface Page<Row> {
  items: Row[];
  nextCursor?: string | null | undefined;
}

interface State<Row> {
  rows: readonly Row[];
  next: string | null;
  /** The first page of the current query has been read. */
  isLoaded: boolean;
  isReading: boolean;
  failed: Failure | null;
}

export interface Pages<Row> extends State<Row> {
  more(): Promise<void>;
  again(): Promise<void>;
  /** Replaces the row with the same key. */
  replace(row: Row): void;
}

const NOTHING = { rows: [], next: null, isLoaded: false, isReading: true, failed: null };
/** A query is sent once typing has paused for this time. */
const DEBOUNCE_MS = 200;

/** `read` stands for the query; it must be the same function while the query is the same. */
export function usePages<Row>(
  read: (cursor: string | null) => Promise<Page<Row>>,
  keyOf: (row: Row) => string,
): Pages<Row> {
  const [state, setState] = useState<State<Row>>(NOTHING);
  const newest = useRef(0);
  const load = useCallback(
    async (cursor: string | null) => {
      newest.current += 1;
      const request = newest.current;
      setState((before) => ({ ...before, isReading: true }));
      try {
        const { items, nextCursor } = await read(cursor);
        if (request !== newest.current) return;
        setState(({ rows }) => ({
          rows: cursor === null ? items : [...rows, ...items],
          next: nextCursor ?? null,
          isLoaded: true,
          isReading: false,
          failed: null,
        }));
      } catch (error) {
        if (request === newest.current)
          setState((before) => ({ ...before, isReading: false, failed: failureOf(error) }));
      }
    },
    [read],
  );
  useEffect(() => {
    const timer = setTimeout(() => void load(null), newest.current === 0 ? 0 : DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [load]);
  const replace = (row: Row) =>
    setState(({ rows, ...rest }) => ({ ...rest, rows: rows.map((old) => (keyOf(old) === keyOf(row) ? row : old)) }));
  return {
    ...state,
    more: () => (state.next === null || state.isReading ? Promise.resolve() : load(state.next)),
    again: () => load(null),
    replace,
  };
}
