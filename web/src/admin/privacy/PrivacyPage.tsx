// Data protection (数据保护): who sees what of a person, and how long it is kept. The audit administrator reads, and changes
// nothing.
import { mayDo } from "@minqing/core/access/permissions";
import { useSession } from "../../access/SessionGate.tsx";
import { MaskingPane } from "./MaskingPane.tsx";
import { RetentionPane } from "./RetentionPane.tsx";

export function PrivacyPage() {
  const { roles } = useSession();
  const isLocked = !mayDo(roles, "privacy.change");
  return (
    <div className="split privacy">
      <MaskingPane isLocked={isLocked} />
      <RetentionPane isLocked={isLocked} />
    </div>
  );
}
