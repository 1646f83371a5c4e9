// SQL that writes rivers, reaches, roads and components of the demo city.

import type { Executor } from "../../database.ts";
import { sql } from "../../sql.ts";
import type { DemoComponent } from "../city/components.ts";
import type { Plane } from "../city/plane.ts";
import type { DemoReach, DemoRiver } from "../city/rivers.ts";
import type { DemoRoad } from "../city/roads.ts";
import { inBatches } from "./batches.ts";
import { lineHex, multiLineHex, pointHex } from "./ewkb.ts";

const decimetres = (metres: number): number => Math.round(metres * 10) / 10;

export const insertRivers = (tx: Executor, plane: Plane, rivers: readonly DemoRiver[]): Promise<number> =>
  inBatches(rivers, (rows) =>
    tx.execute(sql`
      insert into rivers (id, name, name_en, length_m, precision, geom, synthetic)
      select r.id, r.name, r.name_en, r.length_m, r.precision, r.geom::geometry, false
      from unnest(
        ${rows.map((r) => r.id)}::text[], ${rows.map((r) => r.name)}::text[], ${rows.map((r) => r.nameEn)}::text[],
        ${rows.map((r) => decimetres(r.lengthM))}::float8[], ${rows.map((r) => r.precision)}::text[],
        ${rows.map((r) => multiLineHex(plane, r.lines))}::text[]
      ) as r (id, name, name_en, length_m, precision, geom)`),
  );

export const insertReaches = (tx: Executor, plane: Plane, reaches: readonly DemoReach[]): Promise<number> =>
  inBatches(reaches, (rows) =>
    tx.execute(sql`
      insert into reaches (code, river_id, name, chainage_from_m, chainage_to_m, region_code, water_target, geom,
        synthetic)
      select r.code, r.river_id, r.name, r.chainage_from_m, r.chainage_to_m, r.region_code, r.water_target,
        r.geom::geometry, true
      from unnest(
        ${rows.map((r) => r.code)}::text[], ${rows.map((r) => r.riverId)}::text[], ${rows.map((r) => r.name)}::text[],
        ${rows.map((r) => r.chainageFromM)}::float8[], ${rows.map((r) => r.chainageToM)}::float8[],
        ${rows.map((r) => r.regionCode)}::text[], ${rows.map((r) => r.waterTarget)}::text[],
        ${rows.map((r) => lineHex(plane, r.line))}::text[]
      ) as r (code, river_id, name, chainage_from_m, chainage_to_m, region_code, water_target, geom)`),
  );

export const insertRoads = (tx: Executor, plane: Plane, roads: readonly DemoRoad[]): Promise<number> =>
  inBatches(roads, (rows) =>
    tx.execute(sql`
      insert into roads (code, name, class, from_node, to_node, length_m, free_speed_kmh, monitored, region_code, geom,
        synthetic)
      select r.code, r.name, r.class, r.from_node, r.to_node, r.length_m, r.free_speed_kmh, r.monitored, r.region_code,
        r.geom::geometry, true
      from unnest(
        ${rows.map((r) => r.code)}::text[], ${rows.map((r) => r.name)}::text[], ${rows.map((r) => r.class)}::text[],
        ${rows.map((r) => r.fromNode)}::int[], ${rows.map((r) => r.toNode)}::int[],
        ${rows.map((r) => decimetres(r.lengthM))}::float8[], ${rows.map((r) => r.freeSpeedKmh)}::float8[],
        ${rows.map((r) => r.monitored)}::bool[], ${rows.map((r) => r.regionCode)}::text[],
        ${rows.map((r) => lineHex(plane, r.line))}::text[]
      ) as r (code, name, class, from_node, to_node, length_m, free_speed_kmh, monitored, region_code, geom)`),
  );

export const insertComponents = (tx: Executor, plane: Plane, components: readonly DemoComponent[]): Promise<number> =>
  inBatches(components, (rows) =>
    tx.execute(sql`
      insert into components (id, class_code, name, state, region_code, department_id, geom, synthetic)
      select c.id, c.class_code, c.name, c.state, c.region_code, c.department_id, c.geom::geometry, true
      from unnest(
        ${rows.map((c) => c.id)}::text[], ${rows.map((c) => c.classCode)}::text[], ${rows.map((c) => c.name)}::text[],
        ${rows.map((c) => c.state)}::text[], ${rows.map((c) => c.regionCode)}::text[],
        ${rows.map((c) => c.departmentId)}::text[], ${rows.map((c) => pointHex(plane, c.at))}::text[]
      ) as c (id, class_code, name, state, region_code, department_id, geom)`),
  );
