// SQL of detections (识别结果): the view, lists, the review queue and what a verdict changes.
import { type Scope, Secrecy } from "@minqing/core/access/scope";
import { CaseStanding, type Standing, standingAt } from "@minqing/core/access/standing";
import { DetectionView } from "@minqing/core/detection/detection";
import { z } from "zod";
import {
  inBboxSql,
  inRegionSql,
  namedCaseSql,
  pointSql,
  reachOfCameraSql,
  seesDetectionSql,
  standingOfCaseSql,
  withinTimeSql,
} from "../access/scope-queries.ts";
import type { Executor } from "../database.ts";
import { exists } from "../exists.ts";
import { instant } from "../instant.ts";
import type { ListFilter } from "../list-filter.ts";
import { type Sql, sql } from "../sql.ts";

const DetectionRow = DetectionView.extend({ observedAt: instant });

/** A detection's id is unique within its camera only; the change log and the board use both. */
export interface DetectionKey {
  cameraId: string;
  id: string;
}

const columns = (caseId: Sql): Sql => sql`
  d.id, d.camera_id, k.name as camera_name, d.category,
    coalesce(c.name_zh, g.name_zh) as category_name_zh, coalesce(c.name_en, g.name_en) as category_name_en, d.raw_class, d.phase, d.confidence, d.box,
    d.region_code, k.reach_code, ${pointSql(sql`d.geom`)} as position, d.observed_at, d.fate,
  d.verdict, ${caseId} as case_id, d.secrecy, d.snapshot_sha256 is not null as has_snapshot, d.synthetic`;

const from = sql`
  from detections d
  join cameras k on k.id = d.camera_id
  left join lateral (
    select e.name_zh, e.name_en from detection_classes e
    where e.raw_class = d.raw_class order by e.valid_from desc limit 1) c on true
  left join lateral (
    select e.name_zh, e.name_en from case_categories e
    where e.code = d.category order by e.valid_from desc limit 1) g on true`;

const viewsWhere = (scope: Scope, where: Sql, tail: Sql = sql``): Sql =>
  sql`select ${columns(namedCaseSql(scope, sql`d.case_id`))} ${from} where ${where} ${tail}`;

const isSeen = (scope: Scope): Sql => seesDetectionSql(scope, sql`d`, sql`k.reach_code`);

const isAmong = (keys: readonly DetectionKey[]): Sql => sql`(d.camera_id, d.id) in (
  select * from unnest(${keys.map((key) => key.cameraId)}::text[], ${keys.map((key) => key.id)}::text[]))`;

/**
 * The views of these detections, in any region, in no particular order; only the case that the scope sees is named,
 * and nothing above its clearance.
 */
export function detectionViews(
  executor: Executor,
  scope: Scope,
  keys: readonly DetectionKey[],
): Promise<DetectionView[]> {
  if (keys.length === 0) return Promise.resolve([]);
  return executor.query(viewsWhere(scope, sql`${isAmong(keys)} and d.secrecy <= ${scope.secrecy}`), DetectionRow);
}

const LoggedRow = DetectionRow.extend({ caseStanding: CaseStanding.nullable() });

/**
 * The complete views of these detections for the change log, with the standings that decide who sees them and their
 * case.
 */
export async function detectionsForLog(
  tx: Executor,
  keys: readonly DetectionKey[],
): Promise<{ view: DetectionView; standing: Standing }[]> {
  if (keys.length === 0) return [];
  const rows = await tx.query(
    sql`select ${columns(sql`d.case_id`)}, ${standingOfCaseSql(sql`d.case_id`)} as case_standing ${from}
      where ${isAmong(keys)}`,
    LoggedRow,
  );
  return rows.map(({ caseStanding, ...view }) => ({
    view,
    standing: { ...standingAt(view.regionCode, view.reachCode), secrecy: view.secrecy, case: caseStanding },
  }));
}

/** Detections that wait for review: core's `isDetectionOnBoard`. */
export const detectionsOnBoard = (executor: Executor, scope: Scope): Promise<DetectionView[]> =>
  executor.query(
    viewsWhere(scope, sql`d.fate = 'review' and d.verdict is null and d.case_id is null and ${isSeen(scope)}`),
    DetectionRow,
  );

export interface DetectionFilter extends ListFilter {
  cameraId: string | null;
  fate: string | null;
  /** Only detections that wait for review. */
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
      filter.scope,
      sql`${isSeen(filter.scope)} and ${inRegionSql(filter.region, code)} and ${camera} and ${fate} and ${open}
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
  select d.camera_id, d.id, (select k.name from cameras k where k.id = d.camera_id) as camera_name,
    (select e.name_zh from detection_classes e where e.raw_class = d.raw_class order by e.valid_from desc limit 1)
      as class_name,
    d.category, d.region_code, ${reachOfCameraSql(sql`d.camera_id`)} as reach_code,
    ${pointSql(sql`d.geom`)} as position, d.verdict,
    d.case_id, d.version, d.synthetic
  from detections d where ${where} ${tail}`;

/** Locks the detection's row; null when the scope does not see it. */
export async function lockDetection(tx: Executor, scope: Scope, key: DetectionKey): Promise<DetectionForCase | null> {
  const where = sql`d.camera_id = ${key.cameraId} and d.id = ${key.id}
    and ${seesDetectionSql(scope, sql`d`, reachOfCameraSql(sql`d.camera_id`))}`;
  const rows = await tx.query(lockedWhere(where, sql`for update of d`), DetectionForCase);
  return rows[0] ?? null;
}

/** `id` as `detectionKey` writes it: the camera's id, a slash, and the detection's own id. */
export function detectionIsSeen(executor: Executor, scope: Scope, id: string): Promise<boolean> {
  const slash = id.indexOf("/");
  return exists(
    executor,
    sql`select from detections d where d.camera_id = ${id.slice(0, slash)} and d.id = ${id.slice(slash + 1)}
      and ${seesDetectionSql(scope, sql`d`, reachOfCameraSql(sql`d.camera_id`))}`,
  );
}

/** Locks detections that must open a case and have none yet, and skips those that another process has locked. */
export const lockDetectionsAwaitingCase = (tx: Executor, limit: number): Promise<DetectionForCase[]> =>
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

const GradedDetection = z.object({ cameraId: z.string(), id: z.string(), secrecy: Secrecy });
export type GradedDetection = z.infer<typeof GradedDetection>;

/** Locks the detections of the case; returns each with its current grade. */
export const lockDetectionsOfCase = (tx: Executor, caseId: string): Promise<GradedDetection[]> =>
  tx.query(
    sql`select d.camera_id, d.id, d.secrecy from detections d where d.case_id = ${caseId}::uuid
      order by d.camera_id, d.id for update`,
    GradedDetection,
  );

/**
 * Gives the detections the grade of their case. A detection belongs to one case, so its grade also falls with the
 * case's.
 */
export async function gradeDetectionsOfCase(tx: Executor, caseId: string): Promise<void> {
  await tx.execute(sql`
    update detections d set secrecy = c.secrecy, version = d.version + 1 from cases c
    where c.id = ${caseId}::uuid and d.case_id = c.id and d.secrecy <> c.secrecy`);
}

const Grade = z.object({ key: z.string(), secrecy: Secrecy });

/** Grades of the confidential ones among the detections with these keys. */
export async function gradesOfDetections(db: Executor, keys: readonly string[]): Promise<Map<string, Secrecy>> {
  if (keys.length === 0) return new Map();
  const rows = await db.query(
    sql`
      select d.camera_id || '/' || d.id as key, d.secrecy
      from detections d
      where d.secrecy > 0 and (d.camera_id, d.id) in (
        select split_part(key, '/', 1), substr(key, strpos(key, '/') + 1) from unnest(${keys}::text[]) key)`,
    Grade,
  );
  return new Map(rows.map(({ key, secrecy }) => [key, secrecy]));
}

/** The detection gets the case's grade. */
export async function linkDetectionToCase(tx: Executor, key: DetectionKey, caseId: string): Promise<void> {
  await tx.execute(sql`
    update detections set case_id = ${caseId}::uuid, version = version + 1,
      secrecy = (select c.secrecy from cases c where c.id = ${caseId}::uuid)
    where camera_id = ${key.cameraId} and id = ${key.id}`);
}
