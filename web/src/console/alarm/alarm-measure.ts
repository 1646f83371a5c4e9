// The measured value of an alarm as one text: "0.58 m（限 0.50）". Null for an alarm without a value.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { numberText } from "../../i18n/numbers.ts";
import type { Text } from "../../i18n/use-text.ts";

const DIGITS = 2;

export function alarmMeasure(t: Text, { value, limit, unit }: Pick<AlarmView, "value" | "limit" | "unit">) {
  if (value === null) return null;
  const measured = `${numberText(value, DIGITS)} ${unit ?? ""}`.trimEnd();
  return limit === null ? measured : t("alarm.measure", { measured, limit: numberText(limit, DIGITS) });
}
