// Rotation of what seals (密钥轮换): what an older key sealed is sealed with the present one, batch by batch, each with its row
// of the audit trail in one transaction. Interrupted, it goes on with what is left.
import { doneBy } from "@minqing/core/audit/event";
import { writeAudit } from "@minqing/geodata/audit/queries";
import type { Database } from "@minqing/geodata/database";
import {
  countSealedWithOtherKey,
  lockSealedWithOtherKey,
  replaceSealed,
  type SealedPlace,
  type SealedRow,
} from "@minqing/geodata/privacy/sealed-queries";
import { SYSTEM } from "../audit/retention.ts";
import type { SealingKeys } from "../sealing/sealing-keys.ts";
import { contactOwner } from "./case-contacts.ts";

export const SEALED_KINDS = ["contact", "second-factor", "pending-factor"] as const;
export type SealedKind = (typeof SEALED_KINDS)[number];

interface SealedSource {
  place: SealedPlace;
  /** What a text is bound to, by its row's id. */
  ownerOf(id: string): string;
}

const SOURCES: Record<SealedKind, SealedSource> = {
  contact: {
    place: { table: "case_contacts", id: "case_id", idType: "uuid", column: "sealed" },
    ownerOf: contactOwner,
  },
  "second-factor": {
    place: { table: "accounts", id: "username", idType: "text", column: "totp_secret" },
    ownerOf: (username) => username,
  },
  "pending-factor": {
    place: { table: "accounts", id: "username", idType: "text", column: "totp_pending" },
    ownerOf: (username) => username,
  },
};

const BATCH = 500;

export interface Resealed {
  resealed: number;
  /** Sealed by another key still: a server with an older secret went on, or the run was stopped. */
  left: number;
  /** No key of this server opens them. */
  unreadable: number;
}

/** How many texts of a kind the present key has not sealed. */
export const otherKeysOf = (db: Database, kind: SealedKind, keys: SealingKeys): Promise<number> =>
  countSealedWithOtherKey(db, SOURCES[kind].place, keys.head);

interface Run {
  kind: SealedKind;
  keys: SealingKeys;
  now(): Date;
  isStopped(): boolean;
}

/** As the owner. */
export async function reseal(owner: Database, run: Run): Promise<Resealed> {
  const { kind, keys, isStopped } = run;
  const done = { resealed: 0, unreadable: 0 };
  let after: string | null = null;
  while (!isStopped()) {
    const batch = await resealBatch(owner, run, after);
    done.resealed += batch.resealed;
    done.unreadable += batch.seen - batch.resealed;
    if (batch.last === null) break;
    after = batch.last;
  }
  const others = await otherKeysOf(owner, kind, keys);
  return { ...done, left: Math.max(0, others - done.unreadable) };
}

interface Batch {
  seen: number;
  resealed: number;
  /** The last id that was looked at; null at the end. */
  last: string | null;
}

function resealBatch(owner: Database, { kind, keys, now }: Run, after: string | null): Promise<Batch> {
  const { place, ownerOf } = SOURCES[kind];
  return owner.transaction(async (tx) => {
    const rows = await lockSealedWithOtherKey(tx, place, { head: keys.head, after, limit: BATCH });
    const fresh = rows.flatMap((row) => sealedAnew(keys, ownerOf(row.id), row) ?? []);
    if (fresh.length > 0) {
      const resealed = await replaceSealed(tx, place, fresh);
      const object = { kind: "sealing-key", id: keys.id };
      await writeAudit(tx, doneBy(SYSTEM, now(), { action: `${kind}.reseal`, object, detail: { rows: resealed } }));
    }
    return { seen: rows.length, resealed: fresh.length, last: rows.at(-1)?.id ?? null };
  });
}

/** Null where no key opens it: it stays as it is, for a secret that may turn up. */
function sealedAnew(keys: SealingKeys, owner: string, { id, sealed }: SealedRow): SealedRow | null {
  try {
    return { id, sealed: keys.seal(owner, keys.open(owner, sealed)) };
  } catch {
    // Counted by the caller; the fault may hold what was read.
    return null;
  }
}
