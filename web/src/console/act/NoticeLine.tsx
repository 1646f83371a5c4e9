// The result of the last command at this desk.
import { NoticeBar } from "../../design/NoticeBar.tsx";
import { useText } from "../../i18n/use-text.ts";
import { showNotice, useAct } from "./act-store.ts";

const dismiss = (): void => showNotice(null);

export function NoticeLine() {
  const t = useText();
  const notice = useAct((state) => state.notice);
  if (notice === null) return null;
  return (
    <NoticeBar notice={notice} dismiss={t("console.notice.dismiss")} onDismiss={dismiss}>
      <b>{t(notice.text, notice.values)}</b>
      {notice.advice !== undefined && <span>{t(notice.advice, notice.values)}</span>}
    </NoticeBar>
  );
}
