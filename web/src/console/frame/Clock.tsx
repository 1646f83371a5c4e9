// The server's time, and whether the data is live.
import { hourMinuteSecond, monthDay, shanghaiParts } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useLive } from "../../live/live-store.ts";
import { useNow } from "../../live/use-now.ts";

export function Clock() {
  const t = useText();
  const nowMs = useNow();
  const state = useLive(({ connection }) => connection.state);
  return (
    <span className="clock">
      <b>{hourMinuteSecond(nowMs)}</b>
      <span className="muted">
        {monthDay(nowMs)} {t(`weekday.${shanghaiParts(nowMs).weekday}`)}
      </span>
      <span className={`live-dot is-${state}`} />
      {t(state === "live" ? "connection.live" : state === "connecting" ? "connection.connecting" : "console.notLive")}
    </span>
  );
}
