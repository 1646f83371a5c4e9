// Data that changes rarely (departments and their kinds, categories, properties, regions, rivers): read once per page, kept when a later read
// fails.
import type { CaseCategory } from "@minqing/core/case/category";
import type { NamedDepartmentKind } from "@minqing/core/organisation/department";
import type { DepartmentView, RegionView } from "@minqing/core/region/region";
import type { ObservedProperty } from "@minqing/core/thing/property";
import { useEffect } from "react";
import { create } from "zustand";
import { listCategories, listDepartments } from "../api/cases.ts";
import { listDepartmentKinds } from "../api/organisation.ts";
import { listProperties } from "../api/reference.ts";
import { listRivers, type RiverNames } from "../api/rivers.ts";
import { listCountiesAndTowns } from "./case/list-counties-and-towns.ts";

interface Loaded<T> {
  items: readonly T[] | null;
  /** Why and when the last read failed; null when it succeeded. */
  failed: { why: string; atMs: number } | null;
}

interface ReferenceStore {
  departments: Loaded<DepartmentView>;
  departmentKinds: Loaded<NamedDepartmentKind>;
  categories: Loaded<CaseCategory>;
  properties: Loaded<ObservedProperty>;
  regions: Loaded<RegionView>;
  rivers: Loaded<RiverNames>;
}

const nothing = { items: null, failed: null };

export const useReference = create<ReferenceStore>(() => ({
  departments: nothing,
  departmentKinds: nothing,
  categories: nothing,
  properties: nothing,
  regions: nothing,
  rivers: nothing,
}));

const READERS: { [K in keyof ReferenceStore]: () => Promise<NonNullable<ReferenceStore[K]["items"]>> } = {
  departments: listDepartments,
  departmentKinds: listDepartmentKinds,
  categories: listCategories,
  properties: listProperties,
  regions: listCountiesAndTowns,
  rivers: listRivers,
};

const requested = new Set<keyof ReferenceStore>();

export async function loadReference(kind: keyof ReferenceStore): Promise<void> {
  requested.add(kind);
  try {
    useReference.setState({ [kind]: { items: await READERS[kind](), failed: null } });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    useReference.setState((state) => ({ [kind]: { items: state[kind].items, failed: { why, atMs: Date.now() } } }));
  }
}

/** Returns the list and reads it when the first view uses it. */
export function useLoaded<K extends keyof ReferenceStore>(kind: K): ReferenceStore[K] {
  useEffect(() => {
    if (!requested.has(kind)) void loadReference(kind);
  }, [kind]);
  return useReference((state) => state[kind]);
}
