// Shown while the connection is lost: since when, and that the data is old. The last data stays.
import { Icon } from "../../design/Icon.tsx";
import { hourMinuteSecond, spanText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useLive } from "../../live/live-store.ts";
import { useNow } from "../../live/use-now.ts";

export function LostBanner() {
  const t = useText();
  const connection = useLive((state) => state.connection);
  const offsetMs = useLive((state) => state.clockOffsetMs);
  useNow();
  if (connection.state !== "lost") return null;
  const { sinceMs } = connection;
  return (
    <div className="lost-banner hatch" role="status">
      <Icon name="silent" size={18} />
      {t("connection.banner", {
        age: spanText(t, Date.now() - sinceMs),
        at: hourMinuteSecond(sinceMs + offsetMs),
      })}
      <span className="muted">{t("console.lost.acts")}</span>
    </div>
  );
}
