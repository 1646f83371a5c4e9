// Beside an account or a token: what about it waits for approval, with a link to the request.
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { useActionText } from "../audit/use-action-text.ts";
import { instantText } from "../token/token-form.ts";
import { leave } from "../unsaved.ts";
import { goToSection } from "../use-section.ts";
import { approvalState, requestAbout, type Subject } from "./approval-state.ts";
import { useApprovals } from "./approval-store.ts";

export function RequestLink({ id }: { id: string }) {
  const t = useText();
  return (
    <button
      type="button"
      className="text-button"
      data-request={id}
      onClick={() => leave(t, () => goToSection("approvals", { approval: id }))}
    >
      {t("approval.see")}
    </button>
  );
}

interface Props {
  subject: Subject;
  /** It was made for a request and does not work before the approval. */
  awaitsApproval: boolean;
}

export function AwaitsNote({ subject, awaitsApproval }: Props) {
  const t = useText();
  const actionText = useActionText();
  const nowMs = useNow(10_000);
  const request = requestAbout(useApprovals().rows, subject, awaitsApproval, nowMs);
  if (request === null) return null;
  const state = approvalState(request, nowMs);
  const values = {
    role: t(`role.${request.approver}`),
    at: instantText(request.expiresAt),
    action: actionText(request.action),
  };
  const open = awaitsApproval ? subject.kind : "change";
  return (
    <p className="read-only awaits" role="note">
      {t(`approval.waits.${state === "open" ? open : state === "expired" ? "expired" : "decided"}`, values)}{" "}
      <RequestLink id={request.id} />
    </p>
  );
}
