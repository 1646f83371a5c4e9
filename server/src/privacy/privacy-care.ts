// What a security administrator decides about personal data: the masking policy, the public view, and how long each kind is
// kept. Each change is a new edition from now on and a row of the audit trail, in one transaction.
import type { Actor } from "@minqing/core/access/account";
import { doneBy } from "@minqing/core/audit/event";
import { MASKING_POLICY_KEY, type MaskingPolicy } from "@minqing/core/privacy/masking-policy";
import { PRIVACY_ACTS, type PrivacyChange, privacyChange } from "@minqing/core/privacy/privacy-change";
import { DEFAULT_PUBLIC_VIEW, PUBLIC_VIEW_KEY, PublicView } from "@minqing/core/privacy/public-place";
import { RETENTION, RETENTION_KINDS, type RetentionKind, type RetentionView } from "@minqing/core/privacy/retention";
import { writeAudit } from "@minqing/geodata/audit/queries";
import type { Executor } from "@minqing/geodata/database";
import type { PageEnd } from "@minqing/geodata/list-filter";
import { lastPurges } from "@minqing/geodata/privacy/purge-queries";
import { readSetting, replaceSetting, settingEditions } from "@minqing/geodata/setting/queries";
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

/** The public view in force. */
export const publicView = async (executor: Executor, at: Date): Promise<PublicView> =>
  (await readSetting(executor, PUBLIC_VIEW_KEY, PublicView, at)) ?? DEFAULT_PUBLIC_VIEW;

export function changePublicView({ db, now }: Wanted, actor: Actor, after: PublicView): Promise<PublicView> {
  return db.transaction(async (tx) => {
    const at = now();
    const before = await publicView(tx, at);
    await replaceSetting(tx, PUBLIC_VIEW_KEY, after, at);
    const detail = { before: { ...before }, after: { ...after } };
    await writeAudit(tx, doneBy(actor, at, { action: "public-view.change", detail }));
    return after;
  });
}

/** Newest first; one more than `limit` where there are more. */
export async function privacyChanges(
  executor: Executor,
  { before, limit }: { before: PageEnd | null; limit: number },
): Promise<{ key: string; change: PrivacyChange }[]> {
  const editions = await settingEditions(executor, { acts: PRIVACY_ACTS, before, limit: limit + 1 });
  return editions.map((edition) => ({ key: edition.key, change: privacyChange(edition) }));
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
