// The result of the last action, in one line at the foot. A success disappears by itself; a failure stays until
// dismissed.
import { type ReactNode, useEffect } from "react";
import { Icon } from "./Icon.tsx";

const SHOWN_MS = 8_000;

interface Props {
  notice: { readonly tone: "done" | "failed" };
  /** The label of the dismiss button. */
  dismiss: string;
  /** Must be a stable function. */
  onDismiss(): void;
  children: ReactNode;
}

export function NoticeBar({ notice, dismiss, onDismiss, children }: Props) {
  useEffect(() => {
    if (notice.tone !== "done") return;
    const timer = setTimeout(onDismiss, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice, onDismiss]);
  return (
    <div className={`notice is-${notice.tone}`} role={notice.tone === "failed" ? "alert" : "status"}>
      <Icon name={notice.tone === "done" ? "check" : "alert"} size={18} />
      {children}
      <button type="button" className="icon-button" onClick={onDismiss}>
        <Icon name="cross" size={14} label={dismiss} />
      </button>
    </div>
  );
}
