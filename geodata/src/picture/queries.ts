// SQL of pictures (抓拍), each stored once under the hash of its bytes.
import type { Scope } from "@minqing/core/access/scope";
import { z } from "zod";
import { reachOfCameraSql, seesCameraSql, seesDetectionSql, throughCaseSql } from "../access/scope-queries.ts";
import type { Executor } from "../database.ts";
import { type Sql, sql } from "../sql.ts";

const Picture = z.object({
  sha256: z.instanceof(Uint8Array),
  contentType: z.string(),
  bytes: z.instanceof(Uint8Array),
});
export type Picture = z.infer<typeof Picture>;

/**
 * Whether the detection `d` has a picture that the scope may see. A picture is as confidential as the most confidential
 * detection with the same bytes, because one frame may show several things.
 */
export const hasOpenPictureSql = (scope: Scope, d: Sql): Sql => sql`(${d}.snapshot_sha256 is not null
  and not exists (select from detections o
    where o.snapshot_sha256 = ${d}.snapshot_sha256 and o.secrecy > ${scope.secrecy}))`;

async function pictureWhere(executor: Executor, hash: Sql): Promise<Picture | null> {
  const statement = sql`
    select s.sha256, s.content_type, s.bytes from snapshots s where s.sha256 = (${hash})`;
  return (await executor.query(statement, Picture))[0] ?? null;
}

/** The newest picture of a camera that the scope may see; null when there is none. */
export const newestPicture = (executor: Executor, scope: Scope, cameraId: string): Promise<Picture | null> =>
  pictureWhere(
    executor,
    sql`select d.snapshot_sha256 from detections d join cameras k on k.id = d.camera_id
      where d.camera_id = ${cameraId} and ${hasOpenPictureSql(scope, sql`d`)}
        and ${seesCameraSql(scope, sql`k`)} and ${throughCaseSql(scope, sql`d.case_id`)}
      order by d.observed_at desc limit 1`,
  );

/** The picture that came with a detection; null when there is none that the scope may see. */
export const detectionPicture = (
  executor: Executor,
  scope: Scope,
  key: { cameraId: string; id: string },
): Promise<Picture | null> =>
  pictureWhere(
    executor,
    sql`select d.snapshot_sha256 from detections d
      where d.camera_id = ${key.cameraId} and d.id = ${key.id} and ${hasOpenPictureSql(scope, sql`d`)}
        and ${seesDetectionSql(scope, sql`d`, reachOfCameraSql(sql`d.camera_id`))}`,
  );

/** Does nothing if the picture is stored already. */
export async function insertPicture(tx: Executor, sha256: Buffer, contentType: string, bytes: Buffer, at: Date) {
  await tx.execute(sql`
    insert into snapshots (sha256, content_type, bytes, stored_at)
    values (${sha256}, ${contentType}, ${bytes}, ${at}) on conflict (sha256) do nothing`);
}
