// Changes the settings of data protection: the masking policy, the public view, and the retention period of each kind of
// personal data. Each change is a new edition and an audit row, in one transaction.
import type { Actor } from "@minqing/core/access/account";
import type { InEdition } from "@minqing/core/city/edition";
import type { MaskingPolicy, MaskingPolicyInForce } from "@minqing/core/privacy/masking-policy";
import { PRIVACY_ACTS, type PrivacyChange, privacyChange } from "@minqing/core/privacy/privacy-change";
import {
  DEFAULT_PUBLIC_VIEW,
  PUBLIC_VIEW_KEY,
  PublicView,
  type PublicViewInForce,
} from "@minqing/core/privacy/public-place";
import { RETENTION, RETENTION_KINDS, type RetentionKind, type RetentionView } from "@minqing/core/privacy/retention";
import type { Executor } from "@minqing/geodata/database";
import type { PageEnd } from "@minqing/geodata/list-filter";
import { lastPurges } from "@minqing/geodata/privacy/purge-queries";
import { settingEditions } from "@minqing/geodata/setting/queries";
import type { ServerContext } from "../server-context.ts";
import { type CitySetting, changeRule, changeSetting, inForce, ruleInForce } from "../setting/change-setting.ts";
import { MASKING_POLICY } from "./masking-policies.ts";
import { retentionOf } from "./retention.ts";

type Context = Pick<ServerContext, "db" | "now" | "maskingPolicies">;

const PUBLIC_VIEW: CitySetting<PublicView> = {
  key: PUBLIC_VIEW_KEY,
  schema: PublicView,
  usual: DEFAULT_PUBLIC_VIEW,
};

export const maskingPolicy = (executor: Executor, at: Date): Promise<MaskingPolicyInForce> =>
  ruleInForce(executor, MASKING_POLICY, at);

export async function changeMaskingPolicy(
  context: Context,
  actor: Actor,
  { edition, ...value }: InEdition<MaskingPolicy>,
): Promise<MaskingPolicyInForce> {
  const change = { value, edition, action: "masking-policy.change" };
  const changed = await changeRule(context, actor, MASKING_POLICY, change);
  context.maskingPolicies.forget();
  return changed;
}

/** The public view in force. */
export const publicView = (executor: Executor, at: Date): Promise<PublicViewInForce> =>
  ruleInForce(executor, PUBLIC_VIEW, at);

export const changePublicView = (
  context: Context,
  actor: Actor,
  { edition, ...value }: PublicViewInForce,
): Promise<PublicViewInForce> =>
  changeRule(context, actor, PUBLIC_VIEW, { value, edition, action: "public-view.change" });

/** Newest first; returns one more than `limit` where there are more. */
export async function privacyChanges(
  executor: Executor,
  { before, limit }: { before: PageEnd | null; limit: number },
): Promise<{ key: string; change: PrivacyChange }[]> {
  const editions = await settingEditions(executor, { acts: PRIVACY_ACTS, before, limit: limit + 1 });
  return editions.map((edition) => ({ key: edition.key, change: privacyChange(edition) }));
}

export function changeRetention(
  { db, now }: Context,
  actor: Actor,
  { kind, days, edition }: InEdition<{ kind: RetentionKind; days: number }>,
): Promise<RetentionView[]> {
  return db.transaction(async (tx) => {
    const { at } = await changeSetting(tx, actor, retentionOf(kind), {
      value: days,
      edition,
      now,
      act: (before) => ({
        action: "retention.change",
        object: { kind: "retention", id: kind },
        detail: { days: { before, after: days } },
      }),
    });
    return retentionViews(tx, at);
  });
}

export async function retentionViews(executor: Executor, at: Date): Promise<RetentionView[]> {
  const purges = new Map((await lastPurges(executor)).map((purge) => [purge.kind, purge]));
  const views: RetentionView[] = [];
  for (const kind of RETENTION_KINDS) {
    const { nameZh, nameEn, minDays: least, maxDays: most } = RETENTION[kind];
    const last = purges.get(kind);
    const lastPurge = last === undefined ? null : { at: last.at.toISOString(), rows: last.rows };
    const { value: days, edition } = await inForce(executor, retentionOf(kind), at);
    views.push({ kind, nameZh, nameEn, days, edition, least, most, lastPurge });
  }
  return views;
}
