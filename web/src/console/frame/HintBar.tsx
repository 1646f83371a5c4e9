// The foot of a list: the keys that work here, and how much of the whole is shown.
import type { ReactNode } from "react";
import { useText } from "../../i18n/use-text.ts";
import { ActCaps } from "../Keys.tsx";
import type { KeyAct } from "../keys/key-map.ts";

export function HintBar({ acts, children }: { acts: readonly KeyAct[]; children?: ReactNode }) {
  const t = useText();
  return (
    <footer className="hint-bar">
      {acts.map((act) => (
        <span key={act} className="hint">
          <ActCaps act={act} />
          {act !== "next" && t(act === "previous" ? "console.key.walk" : `console.key.${act}`)}
        </span>
      ))}
      <span className="hint-note">{children}</span>
    </footer>
  );
}
