// SQL of the figures about alarms, devices, cameras and components.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { sql } from "../sql.ts";
import { isStaleSql, staleAfterMsSql } from "../thing/stale.ts";
import {
  alarmInsideSql,
  cameraInsideSql,
  detectionInsideSql,
  type FigurePlace,
  insideSql,
  thingInsideSql,
} from "./figure-place.ts";

const AlarmCounts = z.object({
  open: z.number(),
  openP1: z.number(),
  openP2: z.number(),
  unacknowledged: z.number(),
  openYesterday: z.number(),
  openP1Yesterday: z.number(),
  openP2Yesterday: z.number(),
  newestAt: z.date().nullable(),
  /** Since when this database has recorded alarms. */
  knownSince: z.date().nullable(),
});

export const alarmCounts = (executor: Executor, place: FigurePlace): Promise<z.infer<typeof AlarmCounts>> => {
  const before = sql`${place.now}::timestamptz - interval '1 day'`;
  const wasOpen = sql`raised_at <= ${before} and (cleared_at is null or cleared_at > ${before})`;
  return executor.one(
    sql`
      with a as (
        select a.priority, a.raised_at, a.cleared_at, a.acknowledged_at from alarms a
        where ${alarmInsideSql(place, sql`a`)}
          and (a.cleared_at is null or a.acknowledged_at is null or a.cleared_at > ${before}))
      select count(*) filter (where cleared_at is null) as open,
        count(*) filter (where cleared_at is null and priority = 1) as open_p1,
        count(*) filter (where cleared_at is null and priority = 2) as open_p2,
        count(*) filter (where acknowledged_at is null) as unacknowledged,
        count(*) filter (where ${wasOpen}) as open_yesterday,
        count(*) filter (where ${wasOpen} and priority = 1) as open_p1_yesterday,
        count(*) filter (where ${wasOpen} and priority = 2) as open_p2_yesterday,
        max(greatest(raised_at, cleared_at, acknowledged_at)) as newest_at,
        (select min(m.applied_at) from schema_migrations m) as known_since
      from a`,
    AlarmCounts,
  );
};

const DeviceCounts = z.object({
  things: z.number(),
  thingsOnline: z.number(),
  vehiclesOnline: z.number(),
  vehicles: z.number(),
  streams: z.number(),
  streamsFresh: z.number(),
  newestAt: z.date().nullable(),
});

/** Without spare things. */
export const deviceCounts = (executor: Executor, place: FigurePlace): Promise<z.infer<typeof DeviceCounts>> =>
  executor.one(
    sql`
      with t as (
        select t.id, t.kind, t.status from things t where not t.spare and ${thingInsideSql(place, sql`t`)}),
      s as (
        select count(*) as streams,
          count(*) filter (where not ${isStaleSql(sql`l.observed_at`, staleAfterMsSql(sql`t`, sql`s`), place.now)}) as fresh,
          max(l.observed_at) as newest_at
        from t join datastreams s on s.thing_id = t.id left join latest_values l on l.datastream_id = s.id)
      select count(*) as things, count(*) filter (where t.status = 'online') as things_online,
        count(*) filter (where t.kind = 'vehicle' and t.status = 'online') as vehicles_online,
        count(*) filter (where t.kind = 'vehicle') as vehicles,
        (select streams from s) as streams, (select fresh from s) as streams_fresh, (select newest_at from s) as newest_at
      from t`,
    DeviceCounts,
  );

const AssetCounts = z.object({
  cameras: z.number(),
  camerasOnline: z.number(),
  camerasAt: z.date().nullable(),
  review: z.number(),
  reviewAt: z.date().nullable(),
  components: z.number(),
  componentsFaulty: z.number(),
  patrolsActive: z.number(),
  patrolsAt: z.date().nullable(),
});

/** A patrol is active if its phone has reported a position within the last five minutes. */
export const assetCounts = (executor: Executor, place: FigurePlace): Promise<z.infer<typeof AssetCounts>> =>
  executor.one(
    sql`
      with k as (
        select count(*) as n, count(*) filter (where k.status = 'online') as online, max(k.status_at) as at
        from cameras k where not k.spare and ${cameraInsideSql(place, sql`k`)}),
      d as (
        select count(*) as n, max(d.observed_at) as at from detections d
        where d.fate = 'review' and d.verdict is null and d.case_id is null and ${detectionInsideSql(place, sql`d`)}),
      c as (
        select count(*) as n, count(*) filter (where c.state <> '完好') as faulty from components c
        where c.state <> '移除' and ${insideSql(place, sql`c.region_code`)}),
      p as (
        select count(*) filter (where l.observed_at > ${place.now}::timestamptz - interval '5 minutes') as n,
          max(l.observed_at) as at
        from things t join latest_positions l on l.thing_id = t.id
        where t.kind = 'patrol' and not t.spare and ${thingInsideSql(place, sql`t`)})
      select k.n as cameras, k.online as cameras_online, k.at as cameras_at, d.n as review, d.at as review_at,
        c.n as components, c.faulty as components_faulty, p.n as patrols_active, p.at as patrols_at
      from k, d, c, p`,
    AssetCounts,
  );
