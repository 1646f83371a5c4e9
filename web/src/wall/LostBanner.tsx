// A banner over the whole width while the connection is lost, with the duration. The last data stays.
import { hourMinuteSecond, spanText } from "../i18n/time-text.ts";
import { useText } from "../i18n/use-text.ts";
import { useLive } from "../live/live-store.ts";
import { useNow } from "../live/use-now.ts";

/** A short break shows only a dot in the header; the banner appears when the data is old enough to mislead. */
const BANNER_AFTER_MS = 3000;

export function LostBanner() {
  const t = useText();
  const connection = useLive((live) => live.connection);
  useNow();
  if (connection.state !== "lost") return null;
  const forMs = Date.now() - connection.sinceMs;
  if (forMs < BANNER_AFTER_MS) return null;
  return (
    <p className="lost-banner" role="alert">
      {t("connection.banner", { age: spanText(t, forMs), at: hourMinuteSecond(connection.sinceMs) })}
    </p>
  );
}
