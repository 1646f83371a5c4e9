// Key rotation (密钥轮换): seals texts of previous keys again with the present key, in batches, each with its audit row in one
// transaction. After an interruption the next run continues with the rest.
import { SYSTEM } from "@minqing/core/access/system";
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
import type { SealingKeys } from "../sealing/sealing-keys.ts";
import { contactOwner } from "./report-contacts.ts";

export const SEALED_KINDS = ["contact", "second-factor", "pending-factor"] as const;
export type SealedKind = (typeof SEALED_KINDS)[number];

interface SealedSource {
  place: SealedPlace;
  /** The owner string of a sealed text, by its row's id. */
  ownerOf(id: string): string;
}

const SOURCES: Record<SealedKind, SealedSource> = {
  contact: {
    place: { table: "report_contacts", id: "report_id", idType: "uuid", column: "sealed" },
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

const BATCH_ROWS = 500;

export interface Resealed {
  resealed: number;
  /** Texts still sealed with another key: a server with an older secret is running, or the run was stopped. */
  left: number;
  /** Texts that no key of this server opens. */
  unreadable: number;
}

/** Number of texts of a kind that are not sealed with the present key. */
export const countSealedByOthers = (db: Database, kind: SealedKind, keys: SealingKeys): Promise<number> =>
  countSealedWithOtherKey(db, SOURCES[kind].place, keys.head);

interface Run {
  kind: SealedKind;
  keys: SealingKeys;
  now(): Date;
  isStopped(): boolean;
}

/** Needs the database owner's rights. */
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
  const others = await countSealedByOthers(owner, kind, keys);
  return { ...done, left: Math.max(0, others - done.unreadable) };
}

interface Batch {
  seen: number;
  resealed: number;
  /** The last id read; null at the end. */
  last: string | null;
}

function resealBatch(owner: Database, { kind, keys, now }: Run, after: string | null): Promise<Batch> {
  const { place, ownerOf } = SOURCES[kind];
  return owner.transaction(async (tx) => {
    const rows = await lockSealedWithOtherKey(tx, place, { head: keys.head, after, limit: BATCH_ROWS });
    const fresh = rows.flatMap((row) => resealRow(keys, ownerOf(row.id), row) ?? []);
    if (fresh.length > 0) {
      const resealed = await replaceSealed(tx, place, fresh);
      const object = { kind: "sealing-key", id: keys.id };
      await writeAudit(tx, doneBy(SYSTEM, now(), { action: `${kind}.reseal`, object, detail: { rows: resealed } }));
    }
    return { seen: rows.length, resealed: fresh.length, last: rows.at(-1)?.id ?? null };
  });
}

/** Null where no key opens the text: it stays unchanged, since the secret may be found later. */
function resealRow(keys: SealingKeys, owner: string, { id, sealed }: SealedRow): SealedRow | null {
  try {
    return { id, sealed: keys.seal(owner, keys.open(owner, sealed)) };
  } catch {
    // The caller counts it. The fault is not logged: it may contain the text.
    return null;
  }
}
