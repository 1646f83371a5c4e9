// SQL that writes things, datastreams, cameras and the observations of the day before.

import type { CameraGroup } from "@minqing/core/camera/camera-group";
import type { Executor } from "../../database.ts";
import { sql } from "../../sql.ts";
import type { DemoCamera } from "../city/cameras.ts";
import type { PastObservation } from "../city/past-observations.ts";
import type { Plane } from "../city/plane.ts";
import type { DemoDatastream, DemoThing } from "../city/things.ts";
import { inBatches } from "./batches.ts";
import { pointHex } from "./ewkb.ts";

const numbered = <T>(items: readonly T[]): (T & { no: number })[] => items.map((item, i) => ({ ...item, no: i + 1 }));

export const insertThings = (tx: Executor, plane: Plane, things: readonly DemoThing[]): Promise<number> =>
  inBatches(numbered(things), (rows) =>
    tx.execute(sql`
      insert into things (id, no, kind, name, region_code, geom, reach_code, road_code, department_id, attributes, spare,
        synthetic)
      select t.id, t.no, t.kind, t.name, t.region_code, t.geom::geometry, t.reach_code, t.road_code, t.department_id,
        t.attributes::jsonb, t.spare, true
      from unnest(
        ${rows.map((t) => t.id)}::text[], ${rows.map((t) => t.no)}::int[], ${rows.map((t) => t.kind)}::text[],
        ${rows.map((t) => t.name)}::text[], ${rows.map((t) => t.regionCode)}::text[],
        ${rows.map((t) => pointHex(plane, t.at))}::text[], ${rows.map((t) => t.reachCode)}::text[],
        ${rows.map((t) => t.roadCode)}::text[], ${rows.map((t) => t.departmentId)}::text[],
        ${rows.map((t) => JSON.stringify(t.attributes))}::text[], ${rows.map((t) => t.spare)}::bool[]
      ) as t (id, no, kind, name, region_code, geom, reach_code, road_code, department_id, attributes, spare)`),
  );

export const insertDatastreams = (tx: Executor, streams: readonly DemoDatastream[]): Promise<number> =>
  inBatches(streams, (rows) =>
    tx.execute(sql`
      insert into datastreams (id, thing_id, observed_property, expected_interval_ms, datum)
      select s.id, s.thing_id, s.observed_property, s.expected_interval_ms, s.datum
      from unnest(
        ${rows.map((s) => s.id)}::int[], ${rows.map((s) => s.thingId)}::text[],
        ${rows.map((s) => s.observedProperty)}::text[], ${rows.map((s) => s.expectedIntervalMs)}::int[],
        ${rows.map((s) => s.datum)}::text[]
      ) as s (id, thing_id, observed_property, expected_interval_ms, datum)`),
  );

export const insertCameras = (tx: Executor, plane: Plane, cameras: readonly DemoCamera[]): Promise<number> =>
  inBatches(numbered(cameras), (rows) =>
    tx.execute(sql`
      insert into cameras (id, no, name, group_name, region_code, azimuth, geom, reach_code, road_code, spare, synthetic)
      select k.id, k.no, k.name, k.group_name, k.region_code, k.azimuth, k.geom::geometry, k.reach_code, k.road_code,
        k.spare, true
      from unnest(
        ${rows.map((k) => k.id)}::text[], ${rows.map((k) => k.no)}::int[], ${rows.map((k) => k.name)}::text[],
        ${rows.map((k) => k.group)}::text[], ${rows.map((k) => k.regionCode)}::text[],
        ${rows.map((k) => k.azimuth)}::float8[], ${rows.map((k) => pointHex(plane, k.at))}::text[],
        ${rows.map((k) => k.reachCode)}::text[], ${rows.map((k) => k.roadCode)}::text[],
        ${rows.map((k) => k.spare)}::bool[]
      ) as k (id, no, name, group_name, region_code, azimuth, geom, reach_code, road_code, spare)`),
  );

export const insertCameraGroups = (tx: Executor, groups: readonly CameraGroup[]): Promise<number> =>
  tx.execute(sql`
    insert into camera_groups (name, themes)
    select g.name, string_to_array(g.themes, ',')
    from unnest(${groups.map((g) => g.name)}::text[], ${groups.map((g) => g.themes.join(","))}::text[])
      as g (name, themes)`);

export const insertObservations = (tx: Executor, observations: readonly PastObservation[]): Promise<number> =>
  inBatches(observations, (rows) =>
    tx.execute(sql`
      insert into observations (datastream_id, observed_at, received_at, value_num)
      select o.datastream_id, o.observed_at, o.observed_at, o.value_num
      from unnest(
        ${rows.map((o) => o.datastreamId)}::int[], ${rows.map((o) => o.at)}::timestamptz[],
        ${rows.map((o) => o.value)}::float8[]
      ) as o (datastream_id, observed_at, value_num)`),
  );
