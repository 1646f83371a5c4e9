// What came of the last act, one line at the foot; a success leaves by itself, a failure stays until it is read.
import { useEffect } from "react";
import { Icon } from "../../design/Icon.tsx";
import { useText } from "../../i18n/use-text.ts";
import { say, useAct } from "./act-store.ts";

const SHOWN_MS = 8000;

export function NoticeLine() {
  const t = useText();
  const notice = useAct((state) => state.notice);
  useEffect(() => {
    if (notice?.tone !== "done") return;
    const timer = setTimeout(() => say(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  if (notice === null) return null;
  return (
    <div className={`notice is-${notice.tone}`} role={notice.tone === "failed" ? "alert" : "status"}>
      <Icon name={notice.tone === "done" ? "check" : "alert"} size={18} />
      <b>{t(notice.text, notice.values)}</b>
      {notice.advice !== undefined && <span>{t(notice.advice, notice.values)}</span>}
      <button type="button" className="icon-button" onClick={() => say(null)}>
        <Icon name="cross" size={14} label={t("console.notice.dismiss")} />
      </button>
    </div>
  );
}
