// Promise 1, counted: acked ⊆ stored ∪ dead-lettered ⊆ sent, without duplicates.
import type { Database } from "@minqing/geodata/database";
import { sql } from "@minqing/geodata/sql";
import { isBad, keyOf, type MessageKey } from "./ledger-devices.ts";

export interface LedgerCounts {
  sent: number;
  acked: number;
  stored: number;
  deadLettered: number;
  /** Acknowledged and neither stored nor dead-lettered. */
  lost: MessageKey[];
  /** In the database but never sent, or stored differently from what was sent. */
  invented: MessageKey[];
  /** Second dead letters of a message; stored values cannot be double, because of their key. */
  doubled: MessageKey[];
  /** Difference between the gateway's total and the sum of its fates. */
  ledgerGap: number;
}

export interface LedgerRun {
  what: string;
  kills: number;
  counts: LedgerCounts;
  /** Acknowledged by the external broker and never delivered to us. */
  brokerLost: number;
}

/** Thing ids are `load-N`, their datastream 1000 + N. */
const FIRST_STREAM = 1_000;

export async function checkLedger(
  db: Database,
  startMs: number,
  sent: ReadonlySet<MessageKey>,
  acked: ReadonlySet<MessageKey>,
): Promise<LedgerCounts> {
  const values = await db.raw(sql`
    select datastream_id - ${FIRST_STREAM}::int as device, round(extract(epoch from observed_at) * 1000 - ${startMs}::float8)::int as n,
      value_num as value
    from observations`);
  const letters = await db.raw(sql`
    select substr(device_id, 6)::int as device, convert_from(payload_head, 'utf8') as text from dead_letters`);
  const stored = new Set<MessageKey>();
  const dead = new Set<MessageKey>();
  const invented: MessageKey[] = [];
  const doubled: MessageKey[] = [];
  for (const row of values) {
    const [device, n] = [Number(row["device"]), Number(row["n"])];
    const key = keyOf(device, n);
    stored.add(key);
    if (!sent.has(key) || isBad(n) || Number(row["value"]) !== n / 1_000) invented.push(key);
  }
  for (const row of letters) {
    const n = Number(/"rainfall":"(\d+)"/.exec(String(row["text"]))?.[1] ?? Number.NaN);
    const key = keyOf(Number(row["device"]), n);
    if (dead.has(key)) doubled.push(key);
    dead.add(key);
    if (!sent.has(key) || !isBad(n)) invented.push(key);
  }
  const [gap] = await db.raw(sql`
    select coalesce(sum(received - stored - duplicate - late - dead_lettered), 0)::int as gap from device_counters`);
  return {
    sent: sent.size,
    acked: acked.size,
    stored: stored.size,
    deadLettered: dead.size,
    lost: [...acked].filter((key) => !stored.has(key) && !dead.has(key)),
    invented,
    doubled,
    ledgerGap: Number(gap?.["gap"]),
  };
}

export const ledgerLine = ({ what, kills, counts, brokerLost }: LedgerRun): string =>
  `ledger ${what}: ${kills} kills; sent ${counts.sent}, acked ${counts.acked}, stored ${counts.stored}, ` +
  `dead-lettered ${counts.deadLettered}; lost ${counts.lost.length}, invented ${counts.invented.length}, ` +
  `doubled ${counts.doubled.length}; lost by the broker itself ${brokerLost}`;
