// The state of the connection and the age of the last message from the server.
import { numberText } from "../../i18n/numbers.ts";
import { spanText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useLive } from "../../live/live-store.ts";
import { useNow } from "../../live/use-now.ts";

export function LineState() {
  const t = useText();
  const connection = useLive((state) => state.connection);
  const heardAtMs = useLive((state) => state.heardAtMs);
  useNow();
  const ageMs = heardAtMs === null ? null : Date.now() - heardAtMs;
  return (
    <span className={`line-state is-${connection.state}`}>
      <span className={`live-dot is-${connection.state}`} />
      {connection.state === "live" && ageMs !== null && t("console.line.live", { s: numberText(ageMs / 1000, 1) })}
      {connection.state === "connecting" && t("connection.connecting")}
      {connection.state === "lost" && t("connection.lost", { age: spanText(t, Date.now() - connection.sinceMs) })}
    </span>
  );
}
