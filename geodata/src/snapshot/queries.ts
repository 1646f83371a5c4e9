// SQL of pictures (抓拍), kept once by the hash of their bytes.
import type { Scope } from "@minqing/core/access/scope";
import { z } from "zod";
import { inPlaceSql, reachOfCameraSql } from "../access/scope-queries.ts";
import type { Executor } from "../database.ts";
import { type Sql, sql } from "../sql.ts";

const Picture = z.object({
  sha256: z.instanceof(Uint8Array),
  contentType: z.string(),
  bytes: z.instanceof(Uint8Array),
});
export type Picture = z.infer<typeof Picture>;

async function pictureWhere(executor: Executor, hash: Sql): Promise<Picture | null> {
  const statement = sql`
    select s.sha256, s.content_type as "contentType", s.bytes from snapshots s where s.sha256 = (${hash})`;
  return (await executor.query(statement, Picture))[0] ?? null;
}

/** The newest picture of a camera; null when there is none in scope. */
export const newestPicture = (executor: Executor, scope: Scope, cameraId: string): Promise<Picture | null> =>
  pictureWhere(
    executor,
    sql`select d.snapshot_sha256 from detections d join cameras k on k.id = d.camera_id
      where d.camera_id = ${cameraId} and d.snapshot_sha256 is not null and ${inPlaceSql(scope, { code: sql`k.region_code`, reach: sql`k.reach_code` })}
      order by d.observed_at desc limit 1`,
  );

/** The picture that came with a detection; null when there is none in scope. */
export const detectionPicture = (
  executor: Executor,
  scope: Scope,
  key: { cameraId: string; id: string },
): Promise<Picture | null> =>
  pictureWhere(
    executor,
    sql`select d.snapshot_sha256 from detections d
      where d.camera_id = ${key.cameraId} and d.id = ${key.id} and ${inPlaceSql(scope, { code: sql`d.region_code`, reach: reachOfCameraSql(sql`d.camera_id`) })}`,
  );
