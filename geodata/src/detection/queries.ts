// SQL of detections (识别结果): the view, lists, the review queue and what a verdict changes.
import type { Scope } from "@minqing/core/access/scope";
import { DetectionView } from "@minqing/core/detection/detection";
import { z } from "zod";
import {
  inBboxSql,
  inPlaceSql,
  inRegionSql,
  pointSql,
  reachOfCameraSql,
  withinTimeSql,
} from "../access/scope-queries.ts";
import type { Executor } from "../database.ts";
import { instant } from "../instant.ts";
import type { ListFilter } from "../list-filter.ts";
import { type Sql, sql } from "../sql.ts";

const DetectionRow = DetectionView.extend({ observedAt: instant });

/** A detection's own id is unique within its camera only; the change log and the board name it by both. */
export interface DetectionKey {
  cameraId: string;
  id: string;
}

const viewsWhere = (where: Sql, tail: Sql = sql``): Sql => sql`
  select d.id, d.camera_id as "cameraId", k.name as "cameraName", d.category,
    coalesce(c.name_zh, g.name_zh) as "categoryNameZh", coalesce(c.name_en, g.name_en) as "categoryNameEn", d.raw_class as "rawClass", d.phase, d.confidence, d.box,
    d.region_code as "regionCode", k.reach_code as "reachCode", ${pointSql(sql`d.geom`)} as position, d.observed_at as "observedAt", d.fate,
    d.verdict, d.case_id as "caseId", d.snapshot_sha256 is not null as "hasSnapshot", d.synthetic
  from detections d
  join cameras k on k.id = d.camera_id
  left join lateral (
    select e.name_zh, e.name_en from detection_classes e
    where e.raw_class = d.raw_class order by e.valid_from desc limit 1) c on true
  left join lateral (
    select e.name_zh, e.name_en from case_categories e
    where e.code = d.category order by e.valid_from desc limit 1) g on true
  where ${where} ${tail}`;

const place = { code: sql`d.region_code`, reach: sql`k.reach_code` };

/** The views of these detections, in no particular order. */
export function detectionViews(executor: Executor, keys: readonly DetectionKey[]): Promise<DetectionView[]> {
  if (keys.length === 0) return Promise.resolve([]);
  const wanted = sql`(d.camera_id, d.id) in (
    select * from unnest(${keys.map((key) => key.cameraId)}::text[], ${keys.map((key) => key.id)}::text[]))`;
  return executor.query(viewsWhere(wanted), DetectionRow);
}

/** What waits for a person's eye: core's `isDetectionOnBoard`. */
export const detectionsOnBoard = (executor: Executor, scope: Scope): Promise<DetectionView[]> =>
  executor.query(
    viewsWhere(sql`d.fate = 'review' and d.verdict is null and d.case_id is null
      and ${inPlaceSql(scope, place)}`),
    DetectionRow,
  );

export interface DetectionFilter extends ListFilter {
  cameraId: string | null;
  fate: string | null;
  /** Only what waits for review. */
  open: boolean;
}

/** Newest first. The page's id is `cameraId/id`. */
export function listDetections(executor: Executor, filter: DetectionFilter): Promise<DetectionView[]> {
  const code = sql`d.region_code`;
  const camera = filter.cameraId === null ? sql`true` : sql`d.camera_id = ${filter.cameraId}`;
  const fate = filter.fate === null ? sql`true` : sql`d.fate = ${filter.fate}`;
  const open = filter.open ? sql`d.fate = 'review' and d.verdict is null and d.case_id is null` : sql`true`;
  const { before } = filter;
  const page =
    before === null
      ? sql`true`
      : sql`(d.observed_at, d.camera_id || '/' || d.id) < (${before.at}::timestamptz, ${before.id}::text)`;
  return executor.query(
    viewsWhere(
      sql`${inPlaceSql(filter.scope, place)} and ${inRegionSql(filter.region, code)} and ${camera} and ${fate} and ${open}
        and ${inBboxSql(filter.bbox, sql`d.geom`)} and ${withinTimeSql(filter.since, filter.until, sql`d.observed_at`)} and ${page}`,
      sql`order by d.observed_at desc, d.camera_id || '/' || d.id desc limit ${filter.limit}`,
    ),
    DetectionRow,
  );
}

const DetectionForCase = z.object({
  cameraId: z.string(),
  id: z.string(),
  cameraName: z.string(),
  className: z.string().nullable(),
  category: z.string().nullable(),
  regionCode: z.string(),
  reachCode: z.string().nullable(),
  position: z.tuple([z.number(), z.number()]),
  verdict: z.string().nullable(),
  caseId: z.string().nullable(),
  version: z.number(),
  synthetic: z.boolean(),
});
export type DetectionForCase = z.infer<typeof DetectionForCase>;

const lockedWhere = (where: Sql, tail: Sql): Sql => sql`
  select d.camera_id as "cameraId", d.id, (select k.name from cameras k where k.id = d.camera_id) as "cameraName",
    (select e.name_zh from detection_classes e where e.raw_class = d.raw_class order by e.valid_from desc limit 1)
      as "className",
    d.category, d.region_code as "regionCode", ${reachOfCameraSql(sql`d.camera_id`)} as "reachCode",
    ${pointSql(sql`d.geom`)} as position, d.verdict,
    d.case_id as "caseId", d.version, d.synthetic
  from detections d where ${where} ${tail}`;

/** Locks the detection's row; null when there is none in scope. */
export async function lockDetection(tx: Executor, scope: Scope, key: DetectionKey): Promise<DetectionForCase | null> {
  const where = sql`d.camera_id = ${key.cameraId} and d.id = ${key.id}
    and ${inPlaceSql(scope, { code: sql`d.region_code`, reach: reachOfCameraSql(sql`d.camera_id`) })}`;
  const rows = await tx.query(lockedWhere(where, sql`for update of d`), DetectionForCase);
  return rows[0] ?? null;
}

/** Locks detections that are to open a case by themselves and have none yet. */
export const takeDetectionsWantingCase = (tx: Executor, limit: number): Promise<DetectionForCase[]> =>
  tx.query(
    lockedWhere(
      sql`d.fate = 'auto_report' and d.case_id is null and d.category is not null and d.verdict is null`,
      sql`order by d.received_at limit ${limit} for update of d skip locked`,
    ),
    DetectionForCase,
  );

export async function judgeDetection(
  tx: Executor,
  key: DetectionKey,
  verdict: { verdict: "confirmed" | "false_alarm"; by: string; at: Date },
): Promise<void> {
  await tx.execute(sql`
    update detections set verdict = ${verdict.verdict}, verdict_by = ${verdict.by}, verdict_at = ${verdict.at},
      version = version + 1
    where camera_id = ${key.cameraId} and id = ${key.id}`);
}

export async function linkDetectionToCase(tx: Executor, key: DetectionKey, caseId: string): Promise<void> {
  await tx.execute(sql`
    update detections set case_id = ${caseId}::uuid, version = version + 1
    where camera_id = ${key.cameraId} and id = ${key.id}`);
}
