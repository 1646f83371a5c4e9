// The foot of a list: the keys that work here for this person, and the number of shown rows.

import type { ReactNode } from "react";
import { useSession } from "../../access/SessionGate.tsx";
import { useText } from "../../i18n/use-text.ts";
import { mayPress } from "../access/may-press.ts";
import { ActCaps } from "../Keys.tsx";
import { keyLabel } from "../keys/key-label.ts";
import type { KeyAct } from "../keys/key-map.ts";

export function HintBar({ acts, children }: { acts: readonly KeyAct[]; children?: ReactNode }) {
  const t = useText();
  const { roles } = useSession();
  return (
    <footer className="hint-bar">
      {acts
        .filter((act) => mayPress(act, roles))
        .map((act) => (
          <span key={act} className="hint">
            <ActCaps act={act} />
            {act !== "next" && t(act === "previous" ? "console.key.walk" : keyLabel(act))}
          </span>
        ))}
      <span className="hint-note">{children}</span>
    </footer>
  );
}
