// SQL of dead letters and the ledgers of devices. A dead letter of an unknown device is seen with a scope of the whole
// city.
import type { Scope } from "@minqing/core/access/scope";
import { DeadLetterView, DeviceLedger } from "@minqing/core/device/ledger";
import {
  inPlaceSql,
  reachOfCameraSql,
  reachOfThingSql,
  seesCameraSql,
  seesThingSql,
  withinTimeSql,
} from "../access/scope-queries.ts";
import type { Executor } from "../database.ts";
import { instant, nullableInstant } from "../instant.ts";
import type { PageEnd } from "../list-filter.ts";
import { type Sql, sql } from "../sql.ts";

const LetterRow = DeadLetterView.extend({ receivedAt: instant });
const LedgerRow = DeviceLedger.extend({ lastReceivedAt: nullableInstant });

/** The region of a device: things and cameras share one space of ids. */
const regionOf = (device: Sql): Sql => sql`coalesce(
  (select t.region_code from things t where t.id = ${device}),
  (select k.region_code from cameras k where k.id = ${device}))`;

const reachOf = (device: Sql): Sql => sql`coalesce(${reachOfThingSql(device)}, ${reachOfCameraSql(device)})`;

export interface DeadLetterFilter {
  scope: Scope;
  /** The city's code: the region of a dead letter without a known device. */
  cityCode: string;
  deviceId: string | null;
  since: Date | null;
  until: Date | null;
  before: PageEnd | null;
  limit: number;
}

/** Newest first. */
export function listDeadLetters(executor: Executor, filter: DeadLetterFilter): Promise<DeadLetterView[]> {
  const { scope, cityCode, deviceId, since, until, before, limit } = filter;
  const place = {
    code: sql`coalesce(${regionOf(sql`l.device_id`)}, left(${cityCode}::text, 4))`,
    reach: reachOf(sql`l.device_id`),
  };
  const ofDevice = deviceId === null ? sql`true` : sql`l.device_id = ${deviceId}`;
  const after = before === null ? sql`true` : sql`l.id < ${before.id}::bigint`;
  return executor.query(
    sql`
      select l.id::text as id, l.received_at, l.device_id, l.topic, l.reason,
        l.detail, l.size_bytes, encode(l.payload_sha256, 'hex') as payload_sha256,
        encode(l.payload_head, 'base64') as payload_head
      from dead_letters l
      where ${inPlaceSql(scope, place)} and ${ofDevice} and ${after} and ${withinTimeSql(since, until, sql`l.received_at`)}
      order by l.id desc
      limit ${limit}`,
    LetterRow,
  );
}

/** Null if the device is not in scope; zeros if it has never sent anything. */
export async function deviceLedger(executor: Executor, scope: Scope, deviceId: string): Promise<DeviceLedger | null> {
  const rows = await executor.query(
    sql`
      select d.id as device_id, coalesce(c.received, 0) as received, coalesce(c.stored, 0) as stored,
        coalesce(c.duplicate, 0) as duplicate, coalesce(c.late, 0) as late,
        coalesce(c.dead_lettered, 0) as dead_lettered, coalesce(c.unprotected, 0) as unprotected,
        coalesce(c.refused, 0) as refused, c.last_refusal,
        c.last_received_at, coalesce(c.clock_faults, 0) as clock_faults, c.clock_skew_ms,
        coalesce(c.capped, 0) as capped
      from (
        select id from things union all select id from cameras) d
      left join device_counters c on c.device_id = d.id
      where d.id = ${deviceId} and (
        exists (select from things t where t.id = d.id and ${seesThingSql(scope, sql`t`)})
        or exists (select from cameras k where k.id = d.id and ${seesCameraSql(scope, sql`k`)}))`,
    LedgerRow,
  );
  return rows[0] ?? null;
}
