// The figures of what this session sees, with their comparison, once a minute: they are sums over the day, not something anybody acts on by the second.
import type { Figure } from "@minqing/core/kpi/kpi";
import { useEffect } from "react";
import { create } from "zustand";
import { readFigures } from "../api/kpis.ts";

const EVERY_MS = 60_000;

interface FiguresStore {
  figures: ReadonlyMap<string, Figure>;
  /** Why the last reading failed; the figures before it stay. */
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

/** Keeps the figures fresh while the view lives. */
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
