// The units of the open tab, in pages; departments come as a whole tree.
import { RegionCode } from "@minqing/core/region/codes";
import { useCallback } from "react";
import {
  listDepartmentRecords,
  listGridRecords,
  listPeople,
  listPosts,
  listRegionRecords,
  listShifts,
} from "../../api/organisation.ts";
import type { Query } from "../../api/request.ts";
import { cityInstant } from "../../i18n/city-time.ts";
import { type Page, usePages } from "../use-pages.ts";
import { foundIn, treeOf } from "./department-tree.ts";
import type { UnitItem } from "./unit-form.ts";
import type { Tab } from "./unit-kinds.ts";

export interface UnitFilter {
  tab: Tab;
  text: string;
  department: string;
  /** Code of the region whose grid cells are shown; "" for all. */
  region: string;
  /** Also shows units that have ended. */
  all: boolean;
  day: string;
}

const PAGE_ROWS = 200;
const DAY_MS = 86_400_000;

async function departmentsPage({ text, all }: UnitFilter, today: string): Promise<Page<UnitItem>> {
  const { items } = await listDepartmentRecords();
  const shown = items.filter(({ validTo }) => all || validTo === null || validTo > today);
  return { items: foundIn(treeOf(shown), text) };
}

function shiftsPage({ department, day }: UnitFilter, query: Query): Promise<Page<UnitItem>> {
  const since = cityInstant(`${day}T00:00`) ?? new Date().toISOString();
  const until = new Date(Date.parse(since) + DAY_MS).toISOString();
  return listShifts({ ...query, department, since, until });
}

async function regionsPage(query: Query): Promise<Page<UnitItem>> {
  const { items, nextCursor } = await listRegionRecords(query);
  return { items: items.map((region) => ({ ...region, id: region.code })), nextCursor };
}

async function gridsPage(query: Query): Promise<Page<UnitItem>> {
  const { items, nextCursor } = await listGridRecords(query);
  return { items: items.map((cell) => ({ ...cell, id: cell.code })), nextCursor };
}

function readUnits(filter: UnitFilter, today: string, cursor: string | null): Promise<Page<UnitItem>> {
  const { tab, text, department, region, all } = filter;
  const query = { limit: PAGE_ROWS, cursor };
  const named = { ...query, text: text.trim(), all };
  switch (tab) {
    case "departments":
      return departmentsPage(filter, today);
    case "posts":
      return listPosts({ ...named, department });
    case "people":
      return listPeople({ ...named, department });
    case "shifts":
      return shiftsPage(filter, query);
    case "regions":
      return regionsPage(named);
    case "grids":
      // An incomplete code does not filter.
      return gridsPage(RegionCode.safeParse(region).success ? { ...named, region } : named);
  }
}

const keyOf = ({ id }: UnitItem) => id;

export function useUnits({ tab, text, department, region, all, day }: UnitFilter, today: string) {
  const read = useCallback(
    (cursor: string | null) => readUnits({ tab, text, department, region, all, day }, today, cursor),
    [tab, text, department, region, all, day, today],
  );
  return usePages(read, keyOf);
}
