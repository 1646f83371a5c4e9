// SQL of cameras (摄像机) and their newest pictures.
import type { Scope } from "@minqing/core/access/scope";
import { CameraView } from "@minqing/core/camera/camera";
import { CameraGroup } from "@minqing/core/camera/camera-group";
import type { Bbox } from "@minqing/core/geo/position";
import { inBboxSql, inRegionSql, regionNameSql, seesCameraSql, throughCaseSql } from "../access/scope-queries.ts";
import type { Executor } from "../database.ts";
import { nullableInstant } from "../instant.ts";
import { hasOpenPictureSql } from "../picture/queries.ts";
import { sql } from "../sql.ts";

const CameraRow = CameraView.extend({ snapshotAt: nullableInstant });

export interface CameraFilter {
  scope: Scope;
  region: string | null;
  bbox: Bbox | null;
  group: string | null;
  /** The last id of the page before; "" for the first page. */
  after: string;
  limit: number;
}

/** In the order of their ids. */
export function listCameras(executor: Executor, filter: CameraFilter): Promise<CameraView[]> {
  const code = sql`k.region_code`;
  return executor.query(
    sql`
      select k.id, k.no, k.name, k.group_name as group, k.region_code,
        ${regionNameSql(code)} as region_name, array[st_x(k.geom), st_y(k.geom)] as position, k.azimuth, k.status,
        p.observed_at as snapshot_at,
        case when p.observed_at is not null then '/api/cameras/' || k.id || '/snapshot' end as snapshot_url,
        k.spare, k.synthetic
      from cameras k
      left join lateral (
        select d.observed_at from detections d
        where d.camera_id = k.id and ${hasOpenPictureSql(filter.scope, sql`d`)}
          and ${throughCaseSql(filter.scope, sql`d.case_id`)}
        order by d.observed_at desc limit 1) p on true
      where k.id > ${filter.after} and ${seesCameraSql(filter.scope, sql`k`)} and ${inRegionSql(filter.region, code)}
        and ${inBboxSql(filter.bbox, sql`k.geom`)}
        ${filter.group === null ? sql`` : sql`and k.group_name = ${filter.group}`}
      order by k.id limit ${filter.limit}`,
    CameraRow,
  );
}

/** The groups that have a row; a camera may name another one. */
export const listCameraGroups = (executor: Executor): Promise<CameraGroup[]> =>
  executor.query(sql`select name, themes from camera_groups order by name`, CameraGroup);
