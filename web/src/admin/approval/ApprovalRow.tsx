// One request in the list: when, what, about whom, by whom, and its state or its end.
import type { ApprovalView } from "@minqing/core/access/approval";
import { Icon } from "../../design/Icon.tsx";
import { monthDayTime } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useActionText } from "../audit/use-action-text.ts";
import { approvalState } from "./approval-state.ts";
import { useObjectText } from "./use-request-text.ts";

const COLUMNS = ["requestedAt", "action", "object", "requestedBy", "state", "expiresAt", "decided"] as const;

export function ApprovalHeads() {
  const t = useText();
  return (
    <div className="row column-heads approval-columns" aria-hidden="true">
      {COLUMNS.map((column) => (
        <span key={column}>{t(`approval.column.${column}`)}</span>
      ))}
    </div>
  );
}

export function StateBadge({ approval, nowMs }: { approval: ApprovalView; nowMs: number }) {
  const t = useText();
  const state = approvalState(approval, nowMs);
  return (
    <span className="tag" data-badge={state}>
      {state === "open" && <Icon name="clock" size={14} />}
      {state === "expired" && <Icon name="alert" size={14} />}
      {state === "approved" && <Icon name="check" size={14} />}
      {(state === "refused" || state === "withdrawn") && <Icon name="cross" size={14} />}
      {t(`approval.state.${state}`)}
    </span>
  );
}

/** "sysadmin 12-01 11:56", or a dash. */
export const decidedText = ({ decidedAt, decidedBy }: ApprovalView): string =>
  decidedAt === null ? "–" : `${decidedBy ?? ""} ${monthDayTime(Date.parse(decidedAt))}`;

export function ApprovalRow({ approval, nowMs }: { approval: ApprovalView; nowMs: number }) {
  const action = useActionText()(approval.action);
  const object = useObjectText()(approval);
  return (
    <div className="row-cells approval-columns">
      <span>{monthDayTime(Date.parse(approval.requestedAt))}</span>
      <span title={action}>{action}</span>
      <span className="strong" title={object}>
        {object}
      </span>
      <span>{approval.requestedBy}</span>
      <span className="tags">
        <StateBadge approval={approval} nowMs={nowMs} />
      </span>
      <span>{approval.decision === null ? monthDayTime(Date.parse(approval.expiresAt)) : "–"}</span>
      <span>{decidedText(approval)}</span>
    </div>
  );
}
