// Purges personal data older than the city's retention periods. Each purge that deleted something writes an audit row.
import { SYSTEM } from "@minqing/core/access/system";
import { doneBy } from "@minqing/core/audit/event";
import {
  RETENTION,
  RETENTION_KINDS,
  type RetentionKind,
  retainedSince,
  retentionDays,
} from "@minqing/core/privacy/retention";
import { purgeKeys } from "@minqing/geodata/act/idempotency-queries";
import { writeAudit } from "@minqing/geodata/audit/queries";
import { purgeChanges } from "@minqing/geodata/change/queries";
import type { Database, Executor } from "@minqing/geodata/database";
import {
  disableStatementTimeout,
  purgeContacts,
  purgeLetterPayloads,
  purgeLoggedDetections,
  purgeMovements,
  purgePictures,
  purgeSessionAddresses,
} from "@minqing/geodata/privacy/purge-queries";
import { purgeAudit } from "../audit/retention.ts";
import { type CitySetting, inForce } from "../setting/change-setting.ts";

/** The audit trail is purged along its chain: see audit/retention.ts. */
const PURGES: Record<Exclude<RetentionKind, "audit">, (tx: Executor, before: Date) => Promise<number>> = {
  contact: purgeContacts,
  answer: purgeKeys,
  picture: purgePictures,
  "logged-detection": purgeLoggedDetections,
  "letter-payload": purgeLetterPayloads,
  "session-address": purgeSessionAddresses,
  movement: purgeMovements,
  change: purgeChanges,
};

export const retentionOf = (kind: RetentionKind): CitySetting<number> => ({
  key: RETENTION[kind].key,
  schema: retentionDays(kind),
  usual: RETENTION[kind].defaultDays,
});

/** Needs the database owner's rights. Returns the number of purged rows. */
export function purgeKind(owner: Database, kind: RetentionKind, at: Date): Promise<number> {
  if (kind === "audit") return purgeAudit(owner, at);
  return owner.transaction(async (tx) => {
    await disableStatementTimeout(tx);
    const { value: days } = await inForce(tx, retentionOf(kind), at);
    const before = retainedSince(at, days);
    const rows = await PURGES[kind](tx, before);
    if (rows === 0) return 0;
    const detail = { days, before: before.toISOString(), rows };
    await writeAudit(
      tx,
      doneBy(SYSTEM, at, { action: "retention.purge", object: { kind: "retention", id: kind }, detail }),
    );
    return rows;
  });
}

type AsOwner = (work: (owner: Database) => Promise<number>) => Promise<number>;

/** One kind after the other; a failure of one does not stop the others. Returns the number of purged rows by kind. */
export async function purgeAll(asOwner: AsOwner, at: Date): Promise<Partial<Record<RetentionKind, number>>> {
  const purged: Partial<Record<RetentionKind, number>> = {};
  const faults: unknown[] = [];
  for (const kind of RETENTION_KINDS) {
    try {
      const rows = await asOwner((owner) => purgeKind(owner, kind, at));
      if (rows > 0) purged[kind] = rows;
    } catch (cause) {
      faults.push(new Error(`purging ${kind} failed`, { cause }));
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, "some kinds could not be purged");
  return purged;
}
