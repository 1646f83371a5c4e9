// What came of the last act at this desk.
import { NoticeBar } from "../../design/NoticeBar.tsx";
import { useText } from "../../i18n/use-text.ts";
import { showNotice, useAct } from "./act-store.ts";

const silence = (): void => showNotice(null);

export function NoticeLine() {
  const t = useText();
  const notice = useAct((state) => state.notice);
  if (notice === null) return null;
  return (
    <NoticeBar notice={notice} dismiss={t("console.notice.dismiss")} onDismiss={silence}>
      <b>{t(notice.text, notice.values)}</b>
      {notice.advice !== undefined && <span>{t(notice.advice, notice.values)}</span>}
    </NoticeBar>
  );
}
