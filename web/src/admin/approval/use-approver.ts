// The name of the role that decides about requests of the person at this page.
import { approverOf } from "@minqing/core/access/approval";
import { useSession } from "../../access/SessionGate.tsx";
import { useText } from "../../i18n/use-text.ts";

export function useApprover(): string {
  const t = useText();
  const approver = approverOf(useSession().roles);
  return approver === null ? "–" : t(`role.${approver}`);
}
