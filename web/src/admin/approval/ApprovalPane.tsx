// The open request in words: who asks for what, what would change, until when it waits, who decided.
import type { ApprovalView } from "@minqing/core/access/approval";
import { EmptyList } from "../../console/EmptyList.tsx";
import { Caps } from "../../console/Keys.tsx";
import type { KeyUnder } from "../../i18n/text-key.ts";
import { spanText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { DetailTable } from "../audit/DetailTable.tsx";
import { useActionText } from "../audit/use-action-text.ts";
import { instantText } from "../token/token-form.ts";
import { ApprovalActs } from "./ApprovalActs.tsx";
import { StateBadge } from "./ApprovalRow.tsx";
import { approvalState } from "./approval-state.ts";
import { useDetail, useObjectText } from "./use-request-text.ts";

interface BodyProps {
  approval: ApprovalView;
  nowMs: number;
}

function Facts({ approval, nowMs }: BodyProps) {
  const t = useText();
  const { requestedBy, requestedAt, expiresAt, decision, decidedBy, decidedAt } = approval;
  const until = instantText(expiresAt);
  const left = spanText(t, Date.parse(expiresAt) - nowMs);
  const isOpen = approvalState(approval, nowMs) === "open";
  const facts: readonly (readonly [KeyUnder<"approval.column">, string | null])[] = [
    ["requestedBy", requestedBy],
    ["requestedAt", instantText(requestedAt)],
    ["approver", t(`role.${approval.approver}`)],
    ["expiresAt", decision !== null ? null : isOpen ? t("approval.left", { at: until, left }) : until],
    ["decided", decidedAt === null ? null : `${decidedBy ?? ""} ${instantText(decidedAt)}`],
  ];
  return (
    <dl className="facts">
      {facts.map(
        ([key, value]) =>
          value !== null && (
            <div key={key}>
              <dt>{t(`approval.column.${key}`)}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Detail({ approval }: { approval: ApprovalView }) {
  const t = useText();
  const { lines, nameOf } = useDetail(approval);
  if (lines.length === 0) return null;
  if (lines.some(({ kind }) => kind === "change")) {
    return (
      <>
        <h3>{t("approval.detail.changed")}</h3>
        <DetailTable lines={lines} nameOf={nameOf} />
      </>
    );
  }
  return (
    <>
      <h3>{t("approval.detail.made")}</h3>
      <dl className="facts" data-detail>
        {lines.map((line) => (
          <div key={line.field}>
            <dt>{nameOf(line.field)}</dt>
            <dd>{line.kind === "fact" ? line.value : line.after}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Effects({ approval, nowMs }: BodyProps) {
  const t = useText();
  const object = useObjectText()(approval);
  const state = approvalState(approval, nowMs);
  if (state === "expired") return null;
  const decided = state === "withdrawn" ? "refused" : state;
  const decisions = decided === "open" ? (["approved", "refused"] as const) : [decided];
  return (
    <dl className="facts">
      {decisions.map((decision) => (
        <div key={decision}>
          <dt>{t(`approval.${decision}.then`)}</dt>
          <dd>{t(`approval.effect.${decision}.${approval.action}`, { object })}</dd>
        </div>
      ))}
    </dl>
  );
}

function Body({ approval, nowMs }: BodyProps) {
  const t = useText();
  const object = useObjectText()(approval);
  return (
    <div className="side-body">
      <p className="request">{t(`approval.asks.${approval.action}`, { who: approval.requestedBy, object })}</p>
      <ApprovalActs approval={approval} nowMs={nowMs} />
      <Facts approval={approval} nowMs={nowMs} />
      <Detail approval={approval} />
      <Effects approval={approval} nowMs={nowMs} />
    </div>
  );
}

interface Props {
  /** Null when the list does not contain the request that the address names. */
  approval: ApprovalView | null;
  nowMs: number;
  onClose(): void;
}

export function ApprovalPane({ approval, nowMs, onClose }: Props) {
  const t = useText();
  const actionText = useActionText();
  const title = approval === null ? t("admin.section.approvals") : actionText(approval.action);
  return (
    <section className="pane side" aria-label={title}>
      <header className="pane-head">
        <h2>{title}</h2>
        {approval !== null && <StateBadge approval={approval} nowMs={nowMs} />}
        <span className="pane-tools">
          <button type="button" className="text-button" onClick={onClose}>
            <Caps strokes={["Escape"]} /> {t("admin.close")}
          </button>
        </span>
      </header>
      {approval === null ? <EmptyList text={t("approval.gone")} /> : <Body approval={approval} nowMs={nowMs} />}
    </section>
  );
}
