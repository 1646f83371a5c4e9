// SQL of writing a detection (识别结果): one row for each (camera, id), which its later phases update.
import { z } from "zod";
import type { Executor } from "../database.ts";
import type { DetectionRow } from "../ingest/rows.ts";
import { sql } from "../sql.ts";

const StoredDetection = z.object({
  phase: z.enum(["new", "update", "end"]),
  observedAt: z.date(),
  confidence: z.number(),
  rawClass: z.string(),
  regionCode: z.string(),
  fate: z.enum(["auto_report", "review", "log"]),
  /** It has a verdict or a case: its fate no longer changes. */
  isDecided: z.boolean(),
});
export type StoredDetection = z.infer<typeof StoredDetection>;

/** Locks the detection's row; null if there is none. */
export async function lockStoredDetection(tx: Executor, cameraId: string, id: string): Promise<StoredDetection | null> {
  const rows = await tx.query(
    sql`
      select phase, observed_at, confidence, raw_class, region_code, fate,
        verdict is not null or case_id is not null as is_decided
      from detections where camera_id = ${cameraId} and id = ${id} for update`,
    StoredDetection,
  );
  return rows[0] ?? null;
}

export async function insertDetection(tx: Executor, row: DetectionRow): Promise<void> {
  await tx.execute(sql`
    insert into detections (camera_id, id, phase, raw_class, category, confidence, box, observed_at, received_at,
      region_code, geom, fate, snapshot_sha256, snapshot_url, synthetic)
    values (${row.cameraId}, ${row.id}, ${row.phase}, ${row.rawClass}, ${row.category}, ${row.confidence},
      ${row.box}::float8[], ${new Date(row.observedAtMs)}, ${new Date(row.receivedAtMs)}, ${row.regionCode},
      st_setsrid(st_makepoint(${row.lon}, ${row.lat}), 4326), ${row.fate}, ${row.snapshotSha256}, ${row.snapshotUrl},
      ${row.synthetic})`);
}

export async function updateDetection(tx: Executor, row: DetectionRow): Promise<void> {
  await tx.execute(sql`
    update detections set phase = ${row.phase}, raw_class = ${row.rawClass}, category = ${row.category},
      confidence = ${row.confidence}, box = coalesce(${row.box}::float8[], box), observed_at = ${new Date(row.observedAtMs)},
      received_at = ${new Date(row.receivedAtMs)}, geom = st_setsrid(st_makepoint(${row.lon}, ${row.lat}), 4326),
      fate = ${row.fate}, snapshot_sha256 = coalesce(${row.snapshotSha256}, snapshot_sha256),
      snapshot_url = coalesce(${row.snapshotUrl}, snapshot_url), version = version + 1
    where camera_id = ${row.cameraId} and id = ${row.id}`);
}
