// The title of an alarm in the page's language: the problem, what was measured, and the limit beside it.
import { alarmTitle, type TitledAlarm } from "@minqing/core/alarm/alarm-title";
import { useCallback } from "react";
import { useLanguage } from "./Localised.tsx";

export function useAlarmTitle(): (alarm: TitledAlarm) => string {
  const { locale } = useLanguage();
  return useCallback((alarm) => alarmTitle(alarm, locale), [locale]);
}
