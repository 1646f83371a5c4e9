// A list that comes in pages: the first when the question changes, the next when somebody asks for more.
import { useCallback, useEffect, useRef, useState } from "react";
import { type Failure, failureOf } from "./use-reading.ts";

export interface Page<Row> {
  items: Row[];
  nextCursor?: string | null | undefined;
}

interface State<Row> {
  rows: readonly Row[];
  next: string | null;
  /** A page of the present question has come. */
  isLoaded: boolean;
  isReading: boolean;
  failed: Failure | null;
}

export interface Pages<Row> extends State<Row> {
  more(): Promise<void>;
  again(): Promise<void>;
  /** Puts a row's newer edition in the place of the one with the same key. */
  replace(row: Row): void;
}

const NOTHING = { rows: [], next: null, isLoaded: false, isReading: true, failed: null };
/** A question that is being typed is asked when the typing rests. */
const REST_MS = 200;

/** `read` stands for the question and must be stable while it is the same. */
export function usePages<Row>(
  read: (cursor: string | null) => Promise<Page<Row>>,
  keyOf: (row: Row) => string,
): Pages<Row> {
  const [state, setState] = useState<State<Row>>(NOTHING);
  const asked = useRef(0);
  const ask = useCallback(
    async (cursor: string | null) => {
      asked.current += 1;
      const mine = asked.current;
      setState((before) => ({ ...before, isReading: true }));
      try {
        const { items, nextCursor } = await read(cursor);
        if (mine !== asked.current) return;
        setState(({ rows }) => ({
          rows: cursor === null ? items : [...rows, ...items],
          next: nextCursor ?? null,
          isLoaded: true,
          isReading: false,
          failed: null,
        }));
      } catch (error) {
        if (mine === asked.current) setState((before) => ({ ...before, isReading: false, failed: failureOf(error) }));
      }
    },
    [read],
  );
  useEffect(() => {
    const timer = setTimeout(() => void ask(null), asked.current === 0 ? 0 : REST_MS);
    return () => clearTimeout(timer);
  }, [ask]);
  const replace = (row: Row) =>
    setState(({ rows, ...rest }) => ({ ...rest, rows: rows.map((old) => (keyOf(old) === keyOf(row) ? row : old)) }));
  return {
    ...state,
    more: () => (state.next === null || state.isReading ? Promise.resolve() : ask(state.next)),
    again: () => ask(null),
    replace,
  };
}
