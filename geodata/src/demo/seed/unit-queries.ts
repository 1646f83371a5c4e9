// SQL that writes regions, grid cells, departments, posts, people and shifts of the demo city.

import type { Executor } from "../../database.ts";
import { jsonRows, type Sql, sql } from "../../sql.ts";
import type { DemoDepartment } from "../city/departments.ts";
import type { DemoGridCell } from "../city/grid-cells.ts";
import type { DemoPerson } from "../city/people.ts";
import type { Plane } from "../city/plane.ts";
import type { DemoPost } from "../city/posts.ts";
import type { DemoRegion } from "../city/regions.ts";
import type { DemoShift } from "../city/shifts.ts";
import { inBatches } from "./batches.ts";
import { multiPolygonHex, pointHex } from "./ewkb.ts";

/** Repairs an invalid geometry: PGlite swallows the errors of later overlays on one. */
export const validAreaSql = (hex: Sql): Sql => sql`case when st_isvalid(${hex}::geometry) then ${hex}::geometry
  else st_multi(st_collectionextract(st_makevalid(${hex}::geometry), 3)) end`;

/** Parents must come before their children. */
export const insertRegions = (tx: Executor, plane: Plane, regions: readonly DemoRegion[]): Promise<number> =>
  inBatches(regions, (rows) =>
    tx.execute(sql`
      insert into regions (code, parent_code, management_parent_code, level, kind, name, name_en, population, households,
        urban, area_m2, geom, label_point, synthetic)
      select r.code, r.parent_code, r.management_parent_code, r.level, r.kind, r.name, r.name_en, r.population,
        r.households, r.urban, r.area_m2, ${validAreaSql(sql`r.geom`)}, r.label_point::geometry, r.synthetic
      from unnest(
        ${rows.map((r) => r.code)}::text[], ${rows.map((r) => r.parentCode)}::text[],
        ${rows.map((r) => r.managementParentCode)}::text[], ${rows.map((r) => r.level)}::text[],
        ${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.name)}::text[], ${rows.map((r) => r.nameEn)}::text[],
        ${rows.map((r) => r.population)}::int[], ${rows.map((r) => r.households)}::int[],
        ${rows.map((r) => r.urban)}::bool[], ${rows.map((r) => Math.round(r.areaM2))}::float8[],
        ${rows.map((r) => multiPolygonHex(plane, r.area))}::text[],
        ${rows.map((r) => pointHex(plane, r.labelAt))}::text[], ${rows.map((r) => r.synthetic)}::bool[]
      ) as r (code, parent_code, management_parent_code, level, kind, name, name_en, population, households, urban,
        area_m2, geom, label_point, synthetic)`),
  );

export const insertGridCells = (tx: Executor, plane: Plane, cells: readonly DemoGridCell[]): Promise<number> =>
  inBatches(cells, (rows) =>
    tx.execute(sql`
      insert into grid_cells (code, village_code, name, households, area_m2, geom, synthetic)
      select g.code, g.village_code, g.name, g.households, g.area_m2, ${validAreaSql(sql`g.geom`)}, true
      from unnest(
        ${rows.map((g) => g.code)}::text[], ${rows.map((g) => g.villageCode)}::text[],
        ${rows.map((g) => g.name)}::text[], ${rows.map((g) => g.households)}::int[],
        ${rows.map((g) => Math.round(g.areaM2))}::float8[], ${rows.map((g) => multiPolygonHex(plane, g.area))}::text[]
      ) as g (code, village_code, name, households, area_m2, geom)`),
  );

export const insertDepartments = (tx: Executor, departments: readonly DemoDepartment[]): Promise<number> =>
  inBatches(departments, (rows) =>
    tx.execute(sql`
      insert into departments (id, parent_id, name, name_en, kind, region_code, synthetic)
      select d.id, d.parent_id, d.name, d.name_en, d.kind, d.region_code, true
      from unnest(
        ${rows.map((d) => d.id)}::text[], ${rows.map((d) => d.parentId)}::text[], ${rows.map((d) => d.name)}::text[],
        ${rows.map((d) => d.nameEn)}::text[], ${rows.map((d) => d.kind)}::text[],
        ${rows.map((d) => d.regionCode)}::text[]
      ) as d (id, parent_id, name, name_en, kind, region_code)`),
  );

export const insertPosts = (tx: Executor, posts: readonly DemoPost[]): Promise<number> =>
  inBatches(posts, (rows) =>
    tx.execute(sql`
      insert into posts (id, department_id, name, name_en, role, synthetic)
      select o.id, o.department_id, o.name, o.name_en, o.role, true
      from unnest(
        ${rows.map((o) => o.id)}::text[], ${rows.map((o) => o.departmentId)}::text[], ${rows.map((o) => o.name)}::text[],
        ${rows.map((o) => o.nameEn)}::text[], ${rows.map((o) => o.role)}::text[]
      ) as o (id, department_id, name, name_en, role)`),
  );

export const insertPeople = (tx: Executor, people: readonly DemoPerson[]): Promise<number> =>
  inBatches(people, (rows) =>
    tx.execute(sql`
      insert into people (id, name, post_id, department_id, region_code, reach_codes, phone, synthetic)
      select p.id, p.name, p.post_id, p.department_id, p.region_code, p.reach_codes, p.phone, true
      from json_to_recordset(${jsonRows(rows)}::json) as p (id text, name text, post_id text, department_id text,
        region_code text, reach_codes text[], phone text)`),
  );

export const insertShifts = (tx: Executor, shifts: readonly DemoShift[]): Promise<number> =>
  inBatches(shifts, (rows) =>
    tx.execute(sql`
      insert into shifts (id, person_id, department_id, name, starts_at, ends_at, synthetic)
      select s.id, s.person_id, s.department_id, s.name, s.starts_at, s.ends_at, true
      from unnest(
        ${rows.map((s) => s.id)}::text[], ${rows.map((s) => s.personId)}::text[],
        ${rows.map((s) => s.departmentId)}::text[], ${rows.map((s) => s.name)}::text[],
        ${rows.map((s) => s.startsAt)}::timestamptz[], ${rows.map((s) => s.endsAt)}::timestamptz[]
      ) as s (id, person_id, department_id, name, starts_at, ends_at)`),
  );
