// The title of an alarm: the problem and what was measured first, the limit beside it. "积水 0.58 m（限 0.50）". One home, for
// lists, maps, feeds, speech and the cases that alarms open.
import type { AlarmView } from "./alarm.ts";

export type TitledAlarm = Pick<AlarmView, "nameZh" | "nameEn" | "value" | "limit" | "unit">;

/** Decimals that a screen shows of a measured value. */
const MAX_DECIMALS = 2;

const decimalsOf = (value: number): number => {
  const [, fraction = ""] = String(Number(value.toFixed(MAX_DECIMALS))).split(".");
  return fraction.length;
};

/** A rule named after its limit ("积水深度 0.5 m") would state the limit as if it had been measured. */
function withoutLimit(name: string, limit: number | null): string {
  if (limit === null) return name;
  const [, head = name, number] = /^(.*?)[\s>≥<≤=:：]*(\d+(?:\.\d+)?)\s*[\p{L}/%³²°]*$/u.exec(name) ?? [];
  return Number(number) === limit && head.trim() !== "" ? head.trim() : name;
}

/** "0.58 m" and "0.50", with the same number of decimals; null for an alarm without a value. */
export function measuredAndLimit({
  value,
  limit,
  unit,
}: TitledAlarm): { measured: string; limit: string | null } | null {
  if (value === null) return null;
  const decimals = Math.max(decimalsOf(value), limit === null ? 0 : decimalsOf(limit));
  const measured = `${value.toFixed(decimals)} ${unit ?? ""}`.trimEnd();
  return { measured, limit: limit === null ? null : limit.toFixed(decimals) };
}

/** "0.58 m（限 0.50）"; null for an alarm without a value. */
export function alarmMeasure(alarm: TitledAlarm, locale: "zh-CN" | "en"): string | null {
  const values = measuredAndLimit(alarm);
  if (values === null || values.limit === null) return values?.measured ?? null;
  const { measured, limit } = values;
  return locale === "en" ? `${measured} (limit ${limit})` : `${measured}（限 ${limit}）`;
}

/** The problem alone. */
export const alarmName = (alarm: TitledAlarm, locale: "zh-CN" | "en"): string =>
  withoutLimit(locale === "en" ? alarm.nameEn : alarm.nameZh, alarm.limit);

/** Without the place. */
export function alarmTitle(alarm: TitledAlarm, locale: "zh-CN" | "en"): string {
  const name = alarmName(alarm, locale);
  const measure = alarmMeasure(alarm, locale);
  if (measure === null) return name;
  return `${name} ${measure}`;
}

/** "积水 0.58 m（限 0.50）· 场部桥下". */
export function alarmTitleAt(alarm: TitledAlarm & Pick<AlarmView, "thingName">, locale: "zh-CN" | "en"): string {
  const title = alarmTitle(alarm, locale);
  if (alarm.thingName === null) return title;
  return title.endsWith("）") ? `${title}· ${alarm.thingName}` : `${title} · ${alarm.thingName}`;
}
