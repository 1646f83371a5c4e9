// What the last act came to; a success goes by itself.
import { useEffect } from "react";
import { Icon } from "../../design/Icon.tsx";
import { useText } from "../../i18n/use-text.ts";
import { clearNotice, useNotice } from "../notice-store.ts";

const DONE_MS = 8_000;

export function NoticeLine() {
  const t = useText();
  const notice = useNotice((state) => state.notice);
  useEffect(() => {
    if (notice?.tone !== "done") return;
    const timer = setTimeout(clearNotice, DONE_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  if (notice === null) return null;
  return (
    <div className={`notice is-${notice.tone}`} role={notice.tone === "failed" ? "alert" : "status"}>
      <Icon name={notice.tone === "done" ? "check" : "alert"} size={18} />
      <span>{notice.text}</span>
      <button type="button" className="icon-button" onClick={clearNotice}>
        <Icon name="cross" size={14} label={t("admin.dismiss")} />
      </button>
    </div>
  );
}
