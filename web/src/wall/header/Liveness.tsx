// "实时" while the connection is live; otherwise since when data is missing.
import { hourMinute } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useLive } from "../../live/live-store.ts";

export function Liveness() {
  const t = useText();
  const connection = useLive((live) => live.connection);
  if (connection.state === "connecting") return <span>{t("connection.connecting")}</span>;
  if (connection.state === "live") return <span>{t("connection.live")}</span>;
  return <span className="stale">{t("stale.since", { at: hourMinute(connection.sinceMs) })}</span>;
}
