// The result of the last action on this page.
import { NoticeBar } from "../../design/NoticeBar.tsx";
import { useText } from "../../i18n/use-text.ts";
import { clearNotice, useNotice } from "../notice-store.ts";

export function NoticeLine() {
  const t = useText();
  const notice = useNotice((state) => state.notice);
  if (notice === null) return null;
  return (
    <NoticeBar notice={notice} dismiss={t("admin.dismiss")} onDismiss={clearNotice}>
      <span>{notice.text}</span>
    </NoticeBar>
  );
}
