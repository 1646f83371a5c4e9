// The number of requests that wait for this administrator, beside the name of the section. Keeps the list of requests
// current for the whole page.
import { useSession } from "../../access/SessionGate.tsx";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { waitingFor } from "./approval-state.ts";
import { useApprovalReading, useApprovals } from "./approval-store.ts";

export function ApprovalCount() {
  const t = useText();
  const session = useSession();
  const nowMs = useNow(10_000);
  useApprovalReading();
  const n = waitingFor(useApprovals().rows, session, nowMs).length;
  if (n === 0) return null;
  return (
    <b className="waiting-count" role="status" data-waiting={n}>
      <span aria-hidden="true">{n}</span>
      <span className="visually-hidden">{t("approval.waitingN", { n })}</span>
    </b>
  );
}
