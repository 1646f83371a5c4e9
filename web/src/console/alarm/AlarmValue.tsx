// The value that raised an alarm against its limit.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { numberText } from "../../i18n/numbers.ts";
import { useText } from "../../i18n/use-text.ts";

export function AlarmValue({ alarm }: { alarm: AlarmView }) {
  const t = useText();
  if (alarm.value === null) return <span className="alarm-value muted">{t("console.alarm.noValue")}</span>;
  return (
    <span className="alarm-value">
      <b>{numberText(alarm.value, 2)}</b>
      <span className="muted">
        {alarm.limit === null ? "" : ` / ${numberText(alarm.limit, 2)}`} {alarm.unit ?? ""}
      </span>
    </span>
  );
}
