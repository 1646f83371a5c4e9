// One unacknowledged alarm: what, where, value and limit, how long it has waited.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { alarmName } from "@minqing/core/alarm/alarm-title";
import { PriorityShape } from "../../design/PriorityShape.tsx";
import { useLanguage } from "../../i18n/Localised.tsx";
import { clockText, hourMinuteSecond } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { usePlace } from "../case/use-place.ts";
import { AlarmValue } from "./AlarmValue.tsx";

export function AlarmRow({ alarm, caseNumber, nowMs }: { alarm: AlarmView; caseNumber: string | null; nowMs: number }) {
  const t = useText();
  const { locale } = useLanguage();
  const place = usePlace();
  return (
    <>
      <span className="cell-shape">
        <PriorityShape
          className={alarm.priority === 1 ? "pulse-p1" : ""}
          priority={alarm.priority}
          size={20}
          label={t(`priority.${alarm.priority}`)}
        />
      </span>
      <span className="alarm-name strong">{alarmName(alarm, locale)}</span>
      <span className="alarm-thing">{alarm.thingName ?? alarm.subjectId}</span>
      <span className="cell-place muted">{place(alarm)}</span>
      <AlarmValue alarm={alarm} />
      <span className="alarm-state">
        {alarm.clearedAt === null ? (caseNumber ?? "") : <span className="ok">✓ {t("console.alarm.cleared")}</span>}
      </span>
      <span className="alarm-raised muted">{hourMinuteSecond(Date.parse(alarm.raisedAt))}</span>
      <span
        className={`cell-age ${alarm.acknowledgeOverdueAt === null ? "" : "is-late"}`}
        title={alarm.acknowledgeOverdueAt === null ? undefined : t("console.alarm.unacknowledged")}
      >
        {clockText(nowMs - Date.parse(alarm.raisedAt))}
      </span>
    </>
  );
}
