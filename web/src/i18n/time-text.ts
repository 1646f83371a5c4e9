// Times as screens show them: Asia/Shanghai, h:mm:ss for running clocks, units for ages.
import type { Text } from "./use-text.ts";

const SHANGHAI_OFFSET_MS = 8 * 3600_000;
const two = (value: number): string => String(value).padStart(2, "0");

/** 0 is Sunday. */
type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** Wall-clock parts in Asia/Shanghai, which has no summer time. */
export function shanghaiParts(ms: number) {
  const date = new Date(ms + SHANGHAI_OFFSET_MS);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay() as Weekday,
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

/** "07:42" */
export function hourMinute(ms: number): string {
  const { hour, minute } = shanghaiParts(ms);
  return `${two(hour)}:${two(minute)}`;
}

/** "07:42:18" */
export const hourMinuteSecond = (ms: number): string => `${hourMinute(ms)}:${two(shanghaiParts(ms).second)}`;

/** "09-11" */
export function monthDay(ms: number): string {
  const { month, day } = shanghaiParts(ms);
  return `${two(month)}-${two(day)}`;
}

/** "09-11 07:42" */
export const monthDayTime = (ms: number): string => `${monthDay(ms)} ${hourMinute(ms)}`;

/** "0:00:38", for clocks that run. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(Math.abs(ms) / 1000));
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function spanParts(ms: number) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return { unit: "seconds", values: { n: seconds } } as const;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return { unit: "minutes", values: { n: minutes } } as const;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return { unit: "hours", values: { h: hours, m: minutes % 60 } } as const;
  return { unit: "days", values: { n: Math.floor(hours / 24) } } as const;
}

/** "4 秒前", "2 时 5 分前"; "无数据" when there never was data. */
export function ageText(t: Text, atMs: number | null, nowMs: number): string {
  if (atMs === null) return t("age.none");
  const { unit, values } = spanParts(nowMs - atMs);
  return unit === "seconds" && values.n < 1 ? t("age.now") : t(`age.${unit}`, values);
}

/** "38 秒", "1 时 22 分": a duration. */
export function spanText(t: Text, ms: number): string {
  const { unit, values } = spanParts(ms);
  return t(`span.${unit}`, values);
}
