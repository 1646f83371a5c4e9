// The open service token: permissions, addresses, end, creator. A new token is shown here once.

import type { SignInPolicy } from "@minqing/core/access/policy";
import type { ServiceTokenView } from "@minqing/core/access/service-token";
import { useState } from "react";
import { useRoleNames } from "../../access/use-role-names.ts";
import type { FreshServiceToken } from "../../api/service-tokens.ts";
import { Caps } from "../../console/Keys.tsx";
import type { KeyUnder } from "../../i18n/text-key.ts";
import { useText } from "../../i18n/use-text.ts";
import { usePlaces } from "../account/use-places.ts";
import { AwaitsNote } from "../approval/AwaitsNote.tsx";
import { useApprover } from "../approval/use-approver.ts";
import { ShownOnce } from "../ShownOnce.tsx";
import { TokenActs } from "./TokenActs.tsx";
import { TokenEditor } from "./TokenEditor.tsx";
import { TokenBadges } from "./TokenRow.tsx";
import { instantText } from "./token-form.ts";

interface Props {
  /** Null for a new token. */
  token: ServiceTokenView | null;
  policy: SignInPolicy;
  onChanged(token: ServiceTokenView): void;
  onClose(): void;
}

type FactKey = KeyUnder<"token.column">;

function useFacts(token: ServiceTokenView): readonly (readonly [FactKey, string])[] {
  const t = useText();
  const roleNames = useRoleNames();
  const places = usePlaces();
  const { lastUsedAt, lastUsedAddress, priorUntil, endedAt, renewedAt, departmentId } = token;
  const facts: readonly (readonly [FactKey, string | null])[] = [
    ["purpose", token.purpose],
    ["roles", roleNames(token.roles)],
    ["regions", places(token.regionCodes)],
    ["except", token.exceptCodes.length === 0 ? null : places(token.exceptCodes)],
    ["department", departmentId],
    ["caseRange", t(`token.caseRange.${token.caseRange}`)],
    ["clearance", t(`clearance.${token.clearance}`)],
    ["addresses", token.addresses.length === 0 ? t("token.anywhere") : token.addresses.join(t("list.comma"))],
    ["expires", instantText(token.expiresAt)],
    ["ended", endedAt === null ? null : instantText(endedAt)],
    ["prior", priorUntil === null ? null : instantText(priorUntil)],
    ["used", lastUsedAt === null ? t("admin.never") : `${instantText(lastUsedAt)} ${lastUsedAddress ?? ""}`],
    ["made", `${instantText(token.createdAt)} ${token.createdBy}`],
    ["renewed", renewedAt === null ? null : instantText(renewedAt)],
    ["actor", `token:${token.name}`],
  ];
  return facts.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]));
}

function Facts({ token }: { token: ServiceTokenView }) {
  const t = useText();
  return (
    <dl className="facts">
      {useFacts(token).map(([key, value]) => (
        <div key={key}>
          <dt>{t(`token.column.${key}`)}</dt>
          <dd className={key === "actor" || key === "addresses" ? "mono" : ""}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function TokenPane({ token: known, policy, onChanged, onClose }: Props) {
  const t = useText();
  /** The token that was just created; shown until the list contains it. */
  const [created, setCreated] = useState<ServiceTokenView | null>(null);
  const [fresh, setFresh] = useState<{ secret: string; isHeld: boolean } | null>(null);
  const approver = useApprover();
  const token = known ?? created;
  const onFresh = ({ serviceToken, token: secret }: FreshServiceToken, isHeld: boolean) => {
    setFresh({ secret, isHeld });
    setCreated(serviceToken);
    onChanged(serviceToken);
  };
  const title = token?.name ?? t("token.new");
  return (
    <section className="pane side" aria-label={title}>
      <header className="pane-head">
        <h2 className={token === null ? "" : "mono"}>{title}</h2>
        {token !== null && <TokenBadges token={token} />}
        <span className="pane-tools">
          <button type="button" className="text-button" onClick={onClose}>
            <Caps strokes={["Escape"]} /> {t("admin.close")}
          </button>
        </span>
      </header>
      <div className="side-body">
        {fresh !== null && token !== null && (
          <ShownOnce
            title={t("token.fresh.title")}
            why={t("token.fresh.why", { name: token.name })}
            awaits={fresh.isHeld ? t("approval.secret", { role: approver }) : null}
            secret={fresh.secret}
            onDone={() => setFresh(null)}
          />
        )}
        {token === null && (
          <TokenEditor policy={policy} onCreated={(made) => onFresh(made, made.serviceToken.awaitsApproval)} />
        )}
        {token !== null && token.endedAt === null && (
          <AwaitsNote subject={{ kind: "token", name: token.name }} awaitsApproval={token.awaitsApproval} />
        )}
        {token !== null && token.endedAt === null && (
          <TokenActs key={token.renewedAt} {...{ token, policy, onChanged, onFresh }} />
        )}
        {token !== null && <Facts token={token} />}
      </div>
    </section>
  );
}
