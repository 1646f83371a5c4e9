// Announces new P1 and P2 alarms and cases to screen readers.
import { useEffect, useRef, useState } from "react";
import { useName } from "../../i18n/named.ts";
import { useAlarmTitle } from "../../i18n/use-alarm-title.ts";
import { useText } from "../../i18n/use-text.ts";
import { useAlarms, useCases, useIsLoaded } from "../board.ts";
import { usePlace } from "../case/use-place.ts";

export function UrgentAnnouncer() {
  const t = useText();
  const name = useName();
  const alarmTitle = useAlarmTitle();
  const place = usePlace();
  const cases = useCases();
  const alarms = useAlarms();
  const isLoaded = useIsLoaded();
  const known = useRef<Set<string> | null>(null);
  const [announcement, setAnnouncement] = useState("");
  useEffect(() => {
    if (!isLoaded) return;
    const isUrgent = ({ priority }: { priority: number }) => priority <= 2;
    const urgent = [
      ...[...alarms.values()].filter(isUrgent).map((alarm) => ({ ...alarm, title: alarmTitle(alarm) })),
      ...[...cases.values()]
        .filter(isUrgent)
        .map((row) => ({ ...row, title: name(row.categoryNameZh, row.categoryNameEn) })),
    ];
    const before = known.current;
    known.current = new Set([...(before ?? []), ...urgent.map(({ id }) => id)]);
    // Items on the first board are not new.
    if (before === null) return;
    const fresh = urgent.filter(({ id }) => !before.has(id));
    if (fresh.length === 0) return;
    setAnnouncement(fresh.map((row) => `${t(`priority.${row.priority}`)} ${row.title} ${place(row)}`).join("; "));
  }, [isLoaded, alarms, cases, name, alarmTitle, place, t]);
  return (
    <div className="visually-hidden" role="alert" aria-live="assertive">
      {announcement}
    </div>
  );
}
