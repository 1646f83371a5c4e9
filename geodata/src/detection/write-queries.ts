// SQL of writing a detection (识别结果). A camera uses its ids again, so a row has an id of its own beside the camera's.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { exists } from "../exists.ts";
import type { DetectionRow } from "../ingest/rows.ts";
import { sql } from "../sql.ts";

const StoredDetection = z.object({
  id: z.string(),
  phase: z.enum(["new", "update", "end"]),
  deviceAtMs: z.number(),
  confidence: z.number(),
  rawClass: z.string(),
  fate: z.enum(["auto_report", "review", "log"]),
  hasVerdict: z.boolean(),
  hasCase: z.boolean(),
});
export type StoredDetection = z.infer<typeof StoredDetection>;

/** Locks that detection with the camera's id whose newest message is nearest in the camera's time; null if there is none. */
export async function lockNearestDetection(
  tx: Executor,
  cameraId: string,
  sourceId: string,
  deviceAtMs: number,
): Promise<StoredDetection | null> {
  const deviceAt = sql`extract(epoch from observed_at)::float8 * 1000 + coalesce(skew_ms, 0)`;
  const rows = await tx.query(
    sql`
      select id, phase, ${deviceAt} as device_at_ms, confidence, raw_class, fate,
        verdict is not null as has_verdict, case_id is not null as has_case
      from detections where camera_id = ${cameraId} and coalesce(source_id, id) = ${sourceId}
      order by abs(${deviceAt} - ${deviceAtMs}::float8), observed_at desc limit 1 for update`,
    StoredDetection,
  );
  return rows[0] ?? null;
}

/** The camera's id with the first number that gives an id not used yet. */
export async function freeDetectionId(tx: Executor, cameraId: string, sourceId: string): Promise<string> {
  const rows = await tx.query(
    sql`select count(*)::int as used from detections where camera_id = ${cameraId} and coalesce(source_id, id) = ${sourceId}`,
    z.object({ used: z.number() }),
  );
  for (let n = (rows[0]?.used ?? 0) + 1; ; n++) {
    const id = `${sourceId}~${n}`;
    if (!(await exists(tx, sql`select from detections where camera_id = ${cameraId} and id = ${id}`))) return id;
  }
}

export async function insertDetection(tx: Executor, row: DetectionRow & { id: string }): Promise<void> {
  await tx.execute(sql`
    insert into detections (camera_id, id, source_id, phase, raw_class, category, confidence, box, observed_at, skew_ms,
      received_at, region_code, geom, fate, snapshot_sha256, snapshot_url, synthetic)
    values (${row.cameraId}, ${row.id}, ${row.sourceId === row.id ? null : row.sourceId}, ${row.phase}, ${row.rawClass}, ${row.category}, ${row.confidence},
      ${row.box}::float8[], ${new Date(row.observedAtMs)}, ${row.skewMs}, ${new Date(row.receivedAtMs)}, ${row.regionCode},
      st_setsrid(st_makepoint(${row.lon}, ${row.lat}), 4326), ${row.fate}, ${row.snapshotSha256}, ${row.snapshotUrl},
      ${row.synthetic})`);
}

export async function updateDetection(tx: Executor, row: DetectionRow & { id: string }): Promise<void> {
  await tx.execute(sql`
    update detections set phase = ${row.phase}, raw_class = ${row.rawClass}, category = ${row.category},
      confidence = ${row.confidence}, box = coalesce(${row.box}::float8[], box), observed_at = ${new Date(row.observedAtMs)},
      skew_ms = ${row.skewMs}, received_at = ${new Date(row.receivedAtMs)},
      geom = st_setsrid(st_makepoint(${row.lon}, ${row.lat}), 4326), fate = ${row.fate},
      snapshot_sha256 = coalesce(${row.snapshotSha256}, snapshot_sha256),
      snapshot_url = coalesce(${row.snapshotUrl}, snapshot_url), version = version + 1
    where camera_id = ${row.cameraId} and id = ${row.id}`);
}

/** What a judged detection may still take: that its object has left. */
export async function endDetection(tx: Executor, cameraId: string, id: string): Promise<void> {
  await tx.execute(sql`
    update detections set phase = 'end', version = version + 1 where camera_id = ${cameraId} and id = ${id}`);
}
