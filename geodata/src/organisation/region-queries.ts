// SQL of the register of regions (区划): which regions run them, their validity, and a new one on the ground of those it
// follows.
import { type RegionDraft, RegionRecord } from "@minqing/core/organisation/region";
import type { Executor } from "../database.ts";
import { jsonRows, sql } from "../sql.ts";
import { idsAre, type Stored, unitFilterSql } from "./unit-rows.ts";

export type RegionState = RegionDraft & Pick<RegionRecord, "parentCode" | "level" | "kind" | "follows">;

const StateRow = RegionRecord.omit({ synthetic: true });

const stateColumns = sql`r.code, r.parent_code, r.management_parent_code,
  r.level, r.kind, r.follows, r.name, r.name_en, r.valid_from, r.valid_to, r.version`;

/** The states of regions with these codes; null for all. */
export async function regionStates(
  executor: Executor,
  codes: readonly string[] | null,
): Promise<Map<string, Stored<RegionState>>> {
  const rows = await executor.query(
    sql`select ${stateColumns} from regions r where ${idsAre(sql`r.code`, codes)}`,
    StateRow,
  );
  return new Map(rows.map(({ code, ...state }) => [code, state]));
}

export interface RegionFilter {
  text: string | null;
  day: string | null;
  /** Only regions that another region runs than the one in which they are counted. */
  isManagedElsewhere: boolean;
  after: string;
  limit: number;
}

/** In the order of their codes. */
export const listRegionRecords = (executor: Executor, filter: RegionFilter): Promise<RegionRecord[]> =>
  executor.query(
    sql`
      select ${stateColumns}, r.synthetic from (select code as id, regions.* from regions) r
      where ${unitFilterSql(sql`r`, filter)} and (not ${filter.isManagedElsewhere}::boolean or r.management_parent_code is not null)
      order by r.code limit ${filter.limit}`,
    RegionRecord,
  );

export const updateRegions = (tx: Executor, regions: readonly (RegionDraft & { id: string })[]): Promise<number> =>
  tx.execute(sql`
    update regions t set name = r.name, name_en = r.name_en, management_parent_code = r.management_parent_code,
      valid_from = r.valid_from, valid_to = r.valid_to, version = t.version + 1
    from json_to_recordset(${jsonRows(regions)}::json) as r (id text, name text, name_en text, management_parent_code text,
      valid_from date, valid_to date)
    where t.code = r.id`);

export type NewRegion = RegionState & { id: string };

/** The ground, its people and households are those of the regions that it follows. Parents come first. */
export const insertRegion = (tx: Executor, region: NewRegion): Promise<number> =>
  tx.execute(sql`
    insert into regions (code, follows, parent_code, management_parent_code, level, kind, name, name_en, valid_from, valid_to,
      population, households, urban, area_m2, geom, label_point, synthetic)
    select ${region.id}, ${region.follows}::text[], ${region.parentCode}, ${region.managementParentCode}, ${region.level}, ${region.kind},
      ${region.name}, ${region.nameEn}, ${region.validFrom}::date, ${region.validTo}::date, g.population, g.households,
      g.urban, g.area_m2, g.geom, st_pointonsurface(g.geom), g.synthetic
    from (select sum(f.population)::int as population, sum(f.households)::int as households, bool_or(f.urban) as urban,
        sum(f.area_m2) as area_m2, st_multi(st_collectionextract(st_union(f.geom), 3)) as geom,
        bool_or(f.synthetic) as synthetic
      from regions f where f.code = any(${region.follows}::text[])) g`);
