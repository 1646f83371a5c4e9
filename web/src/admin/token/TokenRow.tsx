// One service token in the list: name, roles, regions, end, last use.
import type { ServiceTokenView } from "@minqing/core/access/service-token";
import { useRoleNames } from "../../access/use-role-names.ts";
import { Icon } from "../../design/Icon.tsx";
import { ageText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { serverNowMs } from "../../live/live-store.ts";
import { usePlaces } from "../account/use-places.ts";
import { dayOf, type TokenBadge, tokenBadges } from "./token-form.ts";

export function TokenHeads() {
  const t = useText();
  return (
    <div className="row column-heads token-columns" aria-hidden="true">
      {(["name", "purpose", "roles", "regions", "state", "expires", "used"] as const).map((column) => (
        <span key={column}>{t(`token.column.${column}`)}</span>
      ))}
    </div>
  );
}

const NEEDS_ATTENTION: ReadonlySet<TokenBadge> = new Set(["awaits-approval", "soon", "expired"]);

export function TokenBadges({ token }: { token: ServiceTokenView }) {
  const t = useText();
  return (
    <span className="tags">
      {tokenBadges(token, serverNowMs()).map((badge) => (
        <span key={badge} className="tag" data-badge={badge}>
          {NEEDS_ATTENTION.has(badge) && <Icon name="alert" size={14} />}
          {badge === "valid" && <Icon name="check" size={14} />}
          {t(`token.badge.${badge}`)}
        </span>
      ))}
    </span>
  );
}

export function TokenRow({ token }: { token: ServiceTokenView }) {
  const t = useText();
  const roles = useRoleNames()(token.roles);
  const where = usePlaces()(token.regionCodes);
  return (
    <div className="row-cells token-columns">
      <span className="mono strong">{token.name}</span>
      <span title={token.purpose}>{token.purpose}</span>
      <span title={roles}>{roles}</span>
      <span title={where}>{where}</span>
      <TokenBadges token={token} />
      <span className="muted">{dayOf(Date.parse(token.expiresAt))}</span>
      <span className="muted">
        {token.lastUsedAt === null ? t("admin.never") : ageText(t, Date.parse(token.lastUsedAt), serverNowMs())}
      </span>
    </div>
  );
}
