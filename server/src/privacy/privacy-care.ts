// What a security administrator decides about personal data: the masking policy, and how long each kind is kept. Each change
// is a new edition from now on and a row of the audit trail, in one transaction.
import type { Actor } from "@minqing/core/access/account";
import { doneBy } from "@minqing/core/audit/event";
import { MASKING_POLICY_KEY, type MaskingPolicy } from "@minqing/core/privacy/masking-policy";
import { RETENTION, RETENTION_KINDS, type RetentionKind, type RetentionView } from "@minqing/core/privacy/retention";
import { writeAudit } from "@minqing/geodata/audit/queries";
import type { Executor } from "@minqing/geodata/database";
import { lastPurges } from "@minqing/geodata/privacy/purge-queries";
import { replaceSetting } from "@minqing/geodata/setting/queries";
import type { ServerContext } from "../server-context.ts";
import { daysOf } from "./retention.ts";

type Wanted = Pick<ServerContext, "db" | "now" | "maskingPolicies">;

export async function changeMaskingPolicy(
  { db, now, maskingPolicies }: Wanted,
  actor: Actor,
  after: MaskingPolicy,
): Promise<MaskingPolicy> {
  await db.transaction(async (tx) => {
    const at = now();
    const before = await maskingPolicies.current(tx);
    await replaceSetting(tx, MASKING_POLICY_KEY, after, at);
    const detail = { before: { ...before }, after: { ...after } };
    await writeAudit(tx, doneBy(actor, at, { action: "masking-policy.change", detail }));
  });
  maskingPolicies.forget();
  return after;
}

export function changeRetention(
  { db, now }: Wanted,
  actor: Actor,
  { kind, days }: { kind: RetentionKind; days: number },
): Promise<RetentionView[]> {
  return db.transaction(async (tx) => {
    const at = now();
    const before = await daysOf(tx, kind, at);
    await replaceSetting(tx, RETENTION[kind].key, days, at);
    const object = { kind: "retention", id: kind };
    const detail = { days: { before, after: days } };
    await writeAudit(tx, doneBy(actor, at, { action: "retention.change", object, detail }));
    return retentionViews(tx, at);
  });
}

export async function retentionViews(executor: Executor, at: Date): Promise<RetentionView[]> {
  const purges = new Map((await lastPurges(executor)).map((purge) => [purge.kind, purge]));
  const views: RetentionView[] = [];
  for (const kind of RETENTION_KINDS) {
    const { nameZh, nameEn, least, most } = RETENTION[kind];
    const last = purges.get(kind);
    const lastPurge = last === undefined ? null : { at: last.at.toISOString(), rows: last.rows };
    views.push({ kind, nameZh, nameEn, days: await daysOf(executor, kind, at), least, most, lastPurge });
  }
  return views;
}
