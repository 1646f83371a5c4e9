// Approves or refuses a request. The confirmation repeats the effect; disabled buttons stand beside the reason.
import type { ApprovalDecision, ApprovalView } from "@minqing/core/access/approval";
import { useState } from "react";
import { useSession } from "../../access/SessionGate.tsx";
import { decideApproval } from "../../api/approvals.ts";
import { isOvertaken } from "../../api/problem-error.ts";
import { useText } from "../../i18n/use-text.ts";
import { askFirst } from "../confirm/ask-store.ts";
import { showNotice } from "../notice-store.ts";
import { instantText } from "../token/token-form.ts";
import { whyText } from "../why-text.ts";
import { decisiveLines } from "./approval-detail.ts";
import { decideBlock, decisionsFor } from "./approval-state.ts";
import { readApprovals, replaceApproval } from "./approval-store.ts";
import { useDetail, useObjectText } from "./use-request-text.ts";

const DECISIONS = ["approved", "refused"] as const satisfies ApprovalDecision[];

/** A refusal of the own request is its withdrawal. */
const wordOf = (decision: ApprovalDecision, isOwn: boolean) =>
  isOwn && decision === "refused" ? "approval.withdrawn" : (`approval.${decision}` as const);

function useDecision(approval: ApprovalView, isOwn: boolean) {
  const t = useText();
  const [working, setWorking] = useState<ApprovalDecision | null>(null);
  const { id, action } = approval;
  const values = { who: approval.requestedBy, object: useObjectText()(approval) };
  const { lines, nameOf } = useDetail(approval);
  const changes = decisiveLines(lines).map((line) => {
    const what = nameOf(line.field);
    return line.kind === "change"
      ? t("approval.line.change", { what, before: line.before, after: line.after })
      : t("approval.line.fact", { what, value: line.value });
  });
  /** The request stays open when its account was changed since: then only a refusal is possible. */
  const explain = async (error: unknown): Promise<void> => {
    const now = (await readApprovals()).find((each) => each.id === id);
    const isOutdated = isOvertaken(error) && now?.decision === null;
    showNotice("failed", isOutdated ? t("approval.outdated", values) : whyText(t, error));
  };
  const decide = async (decision: ApprovalDecision): Promise<void> => {
    const effects = [
      t(`approval.asks.${action}`, values),
      ...changes,
      t(`approval.effect.${decision}.${action}`, values),
      t("approval.effect.final"),
    ];
    const word = isOwn ? "withdrawn" : decision;
    const question = { title: t(`approval.ask.${word}`), effects, act: t(`approval.${word}`) };
    if (!(await askFirst(question))) return;
    setWorking(decision);
    try {
      replaceApproval(await decideApproval(id, decision));
      showNotice("done", t(`approval.done.${word}`, values));
    } catch (error) {
      await explain(error);
    }
    setWorking(null);
  };
  return { working, decide };
}

export function ApprovalActs({ approval, nowMs }: { approval: ApprovalView; nowMs: number }) {
  const t = useText();
  const session = useSession();
  const isOwn = approval.requestedBy === session.username;
  const { working, decide } = useDecision(approval, isOwn);
  const block = decideBlock(approval, session, nowMs);
  const decisions = decisionsFor(approval, session, nowMs);
  const values = { at: instantText(approval.expiresAt), role: t(`role.${approval.approver}`) };
  if (approval.decision !== null) return null;
  return (
    <section className="acts decision" aria-label={t("admin.acts")}>
      {DECISIONS.filter((decision) => !isOwn || decision === "refused").map((decision) => (
        <button
          key={decision}
          type="button"
          className={decision === "approved" ? "button primary" : "button"}
          data-decide={decision}
          disabled={!decisions.includes(decision) || working !== null}
          aria-describedby={block === null ? undefined : "decide-block"}
          onClick={() => void decide(decision)}
        >
          {t(working === decision ? "access.working" : wordOf(decision, isOwn))}
        </button>
      ))}
      {block !== null && (
        <p id="decide-block" className="muted" role="note">
          {t(`approval.blocked.${block}`, values)}
        </p>
      )}
    </section>
  );
}
