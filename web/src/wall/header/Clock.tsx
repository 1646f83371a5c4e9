// Name of the home region, date and server time; beside them the state of the connection and the people on duty.
import type { RegionView } from "@minqing/core/region/region";
import { useSession } from "../../access/SessionGate.tsx";
import { useName } from "../../i18n/named.ts";
import { hourMinute, monthDay, shanghaiParts, spanText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useLive } from "../../live/live-store.ts";
import { useNow } from "../../live/use-now.ts";
import { DutyOnWall } from "./DutyOnWall.tsx";

export function ConnectionState() {
  const t = useText();
  const connection = useLive((live) => live.connection);
  useNow();
  const lost = connection.state === "lost";
  const age = lost ? spanText(t, Date.now() - connection.sinceMs) : "";
  return (
    <p className={`connection ${connection.state}`} data-connection={connection.state} role="status">
      <span className="dot" aria-hidden="true" />
      {t(`connection.${connection.state}`, { age })}
    </p>
  );
}

/** `home` is the home region; null until it is read. */
export function Clock({ home }: { home: RegionView | null }) {
  const t = useText();
  const name = useName();
  const { city } = useSession();
  const nowMs = useNow();
  const { second, weekday } = shanghaiParts(nowMs);
  return (
    <div className="clock">
      <h1>{home === null ? name(city.nameZh, city.nameEn) : name(home.name, home.nameEn)}</h1>
      <p className="date">
        <span>{monthDay(nowMs)}</span>
        <span>{t(`weekday.${weekday}`)}</span>
      </p>
      <p className="time">
        <strong>{hourMinute(nowMs)}</strong>
        <span className="seconds">:{String(second).padStart(2, "0")}</span>
      </p>
      <ConnectionState />
      <DutyOnWall />
    </div>
  );
}
