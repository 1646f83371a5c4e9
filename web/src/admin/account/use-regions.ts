// The regions of the city down to the villages, read once per page.

import { useEffect } from "react";
import { create } from "zustand";
import { listRegions } from "../../api/city.ts";
import { type Failure, failureOf } from "../use-reading.ts";
import { type RegionIndex, regionIndex } from "./region-index.ts";

interface Regions {
  index: RegionIndex | null;
  failed: Failure | null;
}

const useStore = create<Regions>(() => ({ index: null, failed: null }));

const LEVELS = ["city", "county", "town", "village"] as const;
let reading: Promise<void> | null = null;

async function readAll(): Promise<void> {
  try {
    const lists = await Promise.all(LEVELS.map((level) => listRegions({ level })));
    useStore.setState({ index: regionIndex(lists.flat()), failed: null });
  } catch (error) {
    useStore.setState({ failed: failureOf(error) });
  }
  reading = null;
}

export function readRegions(): void {
  if (reading === null) reading = readAll();
}

export function useRegions(): Regions {
  const regions = useStore();
  useEffect(() => {
    if (useStore.getState().index === null) readRegions();
  }, []);
  return regions;
}
