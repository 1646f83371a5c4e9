// Writes alarms and detections with their change log entries, as the gateway does.

import { hash, randomUUID } from "node:crypto";
import { standingAt } from "@minqing/core/access/standing";
import { detectionKey } from "@minqing/core/detection/detection";
import { alarmsForLog } from "@minqing/geodata/alarm/queries";
import { appendChanges } from "@minqing/geodata/change/append";
import type { Database } from "@minqing/geodata/database";
import { detectionsForLog } from "@minqing/geodata/detection/queries";
import { sql } from "@minqing/geodata/sql";
import { z } from "zod";

export interface TestAlarm {
  region?: string;
  priority?: 1 | 2 | 3 | 4;
  category?: string | null;
  at?: Date;
  /** The thing, and its place. */
  thingId?: string | null;
}

/** A grid cell of the county, the same one each time. */
export async function gridIn(db: Database, county: string): Promise<{ code: string; position: [number, number] }> {
  return db.one(
    sql`select code, array[st_x(st_pointonsurface(geom)), st_y(st_pointonsurface(geom))] as position from grid_cells
      where code like ${`${county}%`} order by code limit 1`,
    z.object({ code: z.string(), position: z.tuple([z.number(), z.number()]) }),
  );
}

const placeOfThing = (db: Database, id: string): Promise<{ code: string; position: [number, number] }> =>
  db.one(
    sql`select region_code as code, array[st_x(geom), st_y(geom)] as position from things where id = ${id}`,
    z.object({ code: z.string(), position: z.tuple([z.number(), z.number()]) }),
  );

export async function raiseAlarm(db: Database, alarm: TestAlarm = {}): Promise<string> {
  const { region = "441521", priority = 2, category = null, at = new Date(), thingId = null } = alarm;
  const { code, position } = thingId === null ? await gridIn(db, region) : await placeOfThing(db, thingId);
  const id = randomUUID();
  await db.transaction(async (tx) => {
    await tx.execute(sql`
      insert into alarms (id, rule_id, rule_edition, subject_id, thing_id, name_zh, name_en, priority, region_code, geom, value,
        limit_value, raised_at, created_at, case_category, synthetic)
      values (${id}::uuid, 'test', 'test', ${id}, ${thingId}, '超警戒水位', 'Over warning', ${priority}, ${code},
        st_setsrid(st_makepoint(${position[0]}, ${position[1]}), 4326), 5.5, 5, ${at}, ${at}, ${category}, true)`);
    const logged = await alarmsForLog(tx, [id]);
    await appendChanges(
      tx,
      logged.map(({ view: value, standing }) => ({
        kind: "alarm",
        id,
        scopeBefore: null,
        scopeAfter: standing,
        value,
      })),
    );
  });
  db.ring("changes");
  return id;
}

/** Moves the alarm to another place: it leaves one scope and enters another. */
export async function moveAlarm(db: Database, id: string, region: string): Promise<void> {
  const { code } = await gridIn(db, region);
  await db.transaction(async (tx) => {
    const before = await tx.one(
      sql`select region_code as code from alarms where id = ${id}::uuid for update`,
      z.object({ code: z.string() }),
    );
    await tx.execute(sql`update alarms set region_code = ${code}, version = version + 1 where id = ${id}::uuid`);
    const logged = await alarmsForLog(tx, [id]);
    await appendChanges(
      tx,
      logged.map(({ view: value, standing }) => ({
        kind: "alarm",
        id,
        scopeBefore: standingAt(before.code),
        scopeAfter: standing,
        value,
      })),
    );
  });
  db.ring("changes");
}

export async function detect(
  db: Database,
  detection: {
    fate?: "auto_report" | "review" | "log";
    region?: string;
    category?: string | null;
    id?: string;
    onRiver?: boolean;
    /** Detections with the same text here show the same picture. */
    picture?: string;
  } = {},
): Promise<{ cameraId: string; id: string }> {
  const { fate = "review", region = "441521", category = "0110", id = randomUUID(), onRiver = false } = detection;
  const sha256 = Buffer.from(hash("sha256", detection.picture ?? id, "hex"), "hex");
  const { cameraId } = await db.one(
    sql`select id as camera_id from cameras where region_code like ${`${region}%`}
      ${onRiver ? sql`and reach_code is not null` : sql``} order by id limit 1`,
    z.object({ cameraId: z.string() }),
  );
  await db.transaction(async (tx) => {
    await tx.execute(sql`insert into snapshots (sha256, content_type, bytes, stored_at)
      values (${sha256}, 'image/jpeg', '\\xffd8ff', now()) on conflict do nothing`);
    await tx.execute(sql`
      insert into detections (camera_id, id, phase, raw_class, category, confidence, observed_at, received_at,
        region_code, geom, fate, snapshot_sha256, synthetic)
      select ${cameraId}, ${id}, 'new', '640', ${category}, 0.7, now(), now(), region_code, geom, ${fate}, ${sha256}, true
      from cameras where id = ${cameraId}`);
    const logged = await detectionsForLog(tx, [{ cameraId, id }]);
    await appendChanges(
      tx,
      logged.map(({ view: value, standing }) => ({
        kind: "detection",
        id: detectionKey(value),
        scopeBefore: null,
        scopeAfter: standing,
        value,
      })),
    );
  });
  db.ring("changes");
  return { cameraId, id };
}
