// The figures of the session's scope with their comparison, read once a minute: they are daily sums, on which nobody
// acts by the second.
import type { Figure } from "@minqing/core/kpi/kpi";
import { useEffect } from "react";
import { create } from "zustand";
import { readFigures } from "../api/kpis.ts";

const EVERY_MS = 60_000;

interface FiguresStore {
  figures: ReadonlyMap<string, Figure>;
  /** Why the last read failed; the earlier figures stay. */
  failed: string | null;
}

const useStore = create<FiguresStore>(() => ({ figures: new Map(), failed: null }));

async function read(): Promise<void> {
  try {
    const { figures } = await readFigures(null);
    useStore.setState({ figures: new Map(figures.map((figure) => [figure.key, figure])), failed: null });
  } catch (error) {
    useStore.setState({ failed: error instanceof Error ? error.message : String(error) });
  }
}

/** Reads the figures periodically while the view is mounted. */
export function useFiguresRefresh(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const again = async () => {
      await read();
      timer = setTimeout(() => void again(), EVERY_MS);
    };
    void again();
    return () => clearTimeout(timer);
  }, []);
}

export const useFigure = (key: string): Figure | null => useStore(({ figures }) => figures.get(key) ?? null);
