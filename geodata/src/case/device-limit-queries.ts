// SQL of the limit on cases that one device opens by itself (设备限额).
import { z } from "zod";
import type { Executor } from "../database.ts";
import type { DetectionKey } from "../detection/queries.ts";
import { sql } from "../sql.ts";

const Count = z.object({ count: z.number() });

/** Number of cases that the alarms of this thing, or the detections of this camera, have opened since an instant. */
export async function casesOpenedByDevice(tx: Executor, deviceId: string, since: Date): Promise<number> {
  const rows = await tx.query(
    sql`
      select count(distinct c.id)::int as count from cases c
      where c.reported_at > ${since} and c.id in (
        select a.case_id from alarms a where a.thing_id = ${deviceId} and a.created_at > ${since}::timestamptz - interval '1 day'
        union select d.case_id from detections d where d.camera_id = ${deviceId} and d.received_at > ${since}::timestamptz - interval '1 day')`,
    Count,
  );
  return rows[0]?.count ?? 0;
}

/** The alarm opens no case by itself; a person can still open one. */
export async function holdBackAlarmCase(tx: Executor, alarmId: string, at: Date): Promise<void> {
  await tx.execute(sql`update alarms set case_capped_at = ${at} where id = ${alarmId}::uuid`);
}

/** A person decides about the detection. */
export async function sendToReview(tx: Executor, key: DetectionKey): Promise<void> {
  await tx.execute(sql`
    update detections set fate = 'review', version = version + 1
    where camera_id = ${key.cameraId} and id = ${key.id}`);
}

/** Counts in the ledger of the device what its limit held back. */
export async function countCapped(tx: Executor, deviceId: string): Promise<void> {
  await tx.execute(sql`
    insert into device_counters as c (device_id, capped) values (${deviceId}, 1)
    on conflict (device_id) do update set capped = c.capped + 1`);
}
