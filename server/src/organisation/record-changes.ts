// Records changes of units in the same transaction: one history row and one audit row for each.
import type { Actor } from "@minqing/core/access/account";
import { type AuditEvent, doneBy } from "@minqing/core/audit/event";
import type { OrganisationKind } from "@minqing/core/organisation/unit";
import { writeAudits } from "@minqing/geodata/audit/queries";
import type { Executor } from "@minqing/geodata/database";
import { writeHistory } from "@minqing/geodata/organisation/history-queries";
import type { Stored } from "@minqing/geodata/organisation/unit-rows";
import { z } from "zod";

export interface RecordedChange<State> {
  id: string;
  /** Null: created. */
  before: Stored<State> | null;
  /** Null: deleted. */
  after: Stored<State> | null;
}

interface ChangeRecord<State> {
  actor: Actor;
  at: Date;
  kind: OrganisationKind;
  changes: readonly RecordedChange<State>[];
  redact(state: State): State;
  /** Audit rows written before those of the units. */
  first?: readonly Parameters<typeof doneBy>[2][];
}

const Detail = z.record(z.string(), z.json());

export async function recordChanges<State extends object>(tx: Executor, record: ChangeRecord<State>): Promise<void> {
  const { actor, at, kind, changes, redact, first = [] } = record;
  const plain = (stored: Stored<State> | null) => {
    if (stored === null) return null;
    const { version: _, ...state } = redact(stored) as Stored<State>;
    return Detail.parse(state);
  };
  const history = changes.map(({ id, before, after }) => ({
    kind,
    objectId: id,
    version: after?.version ?? (before?.version ?? 0) + 1,
    at,
    actor: actor.username,
    before: plain(before),
    after: plain(after),
  }));
  await writeHistory(tx, history);
  const acts = changes.map(({ id, before, after }, i) => ({
    action: `${kind}.${before === null ? "create" : after === null ? "strike" : "change"}`,
    object: { kind, id },
    detail: detailOf(changedKeys(before, after), history[i]?.before ?? null, history[i]?.after ?? null),
  }));
  await writeAudits(
    tx,
    [...first, ...acts].map((act) => doneBy(actor, at, act)),
  );
}

function changedKeys<State extends object>(before: State | null, after: State | null): string[] {
  if (before === null || after === null) return [];
  const keys = Object.keys(after) as (keyof State & string)[];
  return keys.filter((key) => key !== "version" && JSON.stringify(before[key]) !== JSON.stringify(after[key]));
}

type Plain = AuditEvent["detail"];

function detailOf(changed: readonly string[], before: Plain, after: Plain): Plain {
  if (before === null || after === null) return after ?? before;
  return Object.fromEntries(changed.map((key) => [key, { before: before[key] ?? null, after: after[key] ?? null }]));
}
