// One account in the list: name, roles, regions, badges.
import type { AccountView } from "@minqing/core/access/account";
import type { SignInPolicy } from "@minqing/core/access/policy";
import { useRoleNames } from "../../access/use-role-names.ts";
import { Icon } from "../../design/Icon.tsx";
import { hourMinute, monthDayTime } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { serverNowMs } from "../../live/live-store.ts";
import { type AccountBadge, accountBadges } from "./account-state.ts";
import { usePlaces } from "./use-places.ts";

export type AccountRowData = AccountView & { id: string };

export function AccountHeads() {
  const t = useText();
  return (
    <div className="row column-heads account-columns" aria-hidden="true">
      {(["name", "username", "roles", "regions", "badges", "lastSignIn", "sessions"] as const).map((column) => (
        <span key={column}>{t(`admin.column.${column}`)}</span>
      ))}
    </div>
  );
}

/** Badges that need attention have an icon. */
const NEEDS_ATTENTION: ReadonlySet<AccountBadge> = new Set([
  "awaits-approval",
  "has-request",
  "disabled",
  "locked",
  "no-second-factor",
]);

export function Badges({ account, policy }: { account: AccountView; policy: SignInPolicy | null }) {
  const t = useText();
  const until = account.lockedUntil === null ? "" : hourMinute(Date.parse(account.lockedUntil));
  return (
    <span className="tags">
      {accountBadges(account, policy, serverNowMs()).map((badge) => (
        <span key={badge} className="tag" data-badge={badge}>
          {NEEDS_ATTENTION.has(badge) && <Icon name="alert" size={14} />}
          {badge === "second-factor" && <Icon name="check" size={14} />}
          {t(`admin.badge.${badge}`, { until })}
        </span>
      ))}
    </span>
  );
}

interface Props {
  account: AccountRowData;
  policy: SignInPolicy | null;
}

export function AccountRow({ account, policy }: Props) {
  const t = useText();
  const roleNames = useRoleNames();
  const where = usePlaces()(account.regionCodes);
  const excepted = account.exceptCodes.length === 0 ? "" : t("admin.exceptN", { n: account.exceptCodes.length });
  const roles = roleNames(account.roles);
  return (
    <div className="row-cells account-columns">
      <span className="strong">{account.displayName}</span>
      <span className="mono">{account.username}</span>
      <span title={roles}>{roles}</span>
      <span title={where}>
        {where} <span className="muted">{excepted}</span>
      </span>
      <Badges account={account} policy={policy} />
      <span className="muted">
        {account.lastSignInAt === null ? t("admin.never") : monthDayTime(Date.parse(account.lastSignInAt))}
      </span>
      <span className={account.sessions === 0 ? "muted" : "strong"}>{account.sessions}</span>
    </div>
  );
}
