// Data that changes rarely (departments, categories, regions): read once per page, kept when a later reading fails.
import type { CaseCategory } from "@minqing/core/case/category";
import type { DepartmentView, RegionView } from "@minqing/core/region/region";
import { useEffect } from "react";
import { create } from "zustand";
import { listCategories, listDepartments } from "../api/cases.ts";
import { listRivers, type RiverNames } from "../api/rivers.ts";
import { listRegions } from "./case/list-regions.ts";

interface Loaded<T> {
  items: readonly T[] | null;
  /** Why the last reading failed, and when; null when it did not. */
  failed: { why: string; atMs: number } | null;
}

interface ReferenceStore {
  departments: Loaded<DepartmentView>;
  categories: Loaded<CaseCategory>;
  regions: Loaded<RegionView>;
  rivers: Loaded<RiverNames>;
}

const nothing = { items: null, failed: null };

export const useReference = create<ReferenceStore>(() => ({
  departments: nothing,
  categories: nothing,
  regions: nothing,
  rivers: nothing,
}));

const READERS: { [K in keyof ReferenceStore]: () => Promise<NonNullable<ReferenceStore[K]["items"]>> } = {
  departments: listDepartments,
  categories: listCategories,
  regions: listRegions,
  rivers: listRivers,
};

const asked = new Set<keyof ReferenceStore>();

export async function loadReference(kind: keyof ReferenceStore): Promise<void> {
  asked.add(kind);
  try {
    useReference.setState({ [kind]: { items: await READERS[kind](), failed: null } });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    useReference.setState((state) => ({ [kind]: { items: state[kind].items, failed: { why, atMs: Date.now() } } }));
  }
}

/** Reads the list when the first view needs it. */
export function useLoaded<K extends keyof ReferenceStore>(kind: K): ReferenceStore[K] {
  useEffect(() => {
    if (!asked.has(kind)) void loadReference(kind);
  }, [kind]);
  return useReference((state) => state[kind]);
}
