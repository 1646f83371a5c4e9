// Data protection (数据保护): masking, public view, retention, and their editions. The audit administrator only reads.
import { mayDo } from "@minqing/core/access/permissions";
import { useCallback, useState } from "react";
import { useSession } from "../../access/SessionGate.tsx";
import { ChangesPane } from "./ChangesPane.tsx";
import { MaskingPane } from "./MaskingPane.tsx";
import { PublicViewPane } from "./PublicViewPane.tsx";
import { RetentionPane } from "./RetentionPane.tsx";

export function PrivacyPage() {
  const { roles } = useSession();
  const isLocked = !mayDo(roles, "privacy.change");
  const [saves, setSaves] = useState(0);
  const onSaved = useCallback(() => setSaves((n) => n + 1), []);
  const parts = { isLocked, onSaved };
  return (
    <div className="split privacy">
      <MaskingPane {...parts} />
      <div className="stack">
        <RetentionPane {...parts} />
        <PublicViewPane {...parts} />
        <ChangesPane key={saves} />
      </div>
    </div>
  );
}
