// The text of an item in the feed and on the map.

import { alarmName, measuredAndLimit } from "@minqing/core/alarm/alarm-title";
import type { ThingKind } from "@minqing/core/thing/kind";
import type { Locale } from "../../i18n/locale.ts";
import type { Text } from "../../i18n/use-text.ts";
import { shortTitle } from "../data/station.ts";
import type { FeedItem } from "../feed/feed-items.ts";

export interface ItemTitle {
  /** The problem, with what was measured: never cut off. "超保证水位 6.12 m" */
  problem: string;
  /** "5.80"; null without an alarm. */
  limit: string | null;
  /** The station. */
  station: string | null;
}

/** What an alarm began has its measured value in front, in both languages. */
export function itemTitle({ alarm, case: row }: Pick<FeedItem, "alarm" | "case">, locale: Locale): ItemTitle {
  if (alarm !== null) {
    const values = measuredAndLimit(alarm);
    const problem = `${alarmName(alarm, locale === "en" ? "en" : "zh-CN")} ${values?.measured ?? ""}`.trimEnd();
    return { problem, limit: values?.limit ?? null, station: alarm.thingName };
  }
  // People write titles in Chinese; in English the category stands for them.
  const { title = "", categoryNameEn = "", categoryNameZh = "" } = row ?? {};
  return { problem: locale === "en" ? categoryNameEn : title || categoryNameZh, limit: null, station: null };
}

/** "联安镇 渡头社区居民委员会" becomes "联安镇 渡头社区". */
export const shortPlace = (name: string): string =>
  name
    .replace(/(社区)?(居民委员会|居委会)/g, "社区")
    .replace(/(村民委员会|村委会)/g, "村")
    .replace(/(村)+$/, "村");

/** English names of towns by their nine-digit codes; smaller regions have only Chinese names. */
export type TownNames = ReadonlyMap<string, string>;

export function itemPlace(item: FeedItem, locale: Locale, towns: TownNames): string {
  const english = locale === "en" ? towns.get(item.regionCode.slice(0, 9)) : undefined;
  return english ?? shortPlace(item.case?.regionName ?? item.alarm?.regionName ?? "");
}

export function itemState(item: FeedItem, t: Text): string {
  if (item.case !== null) return t(`status.${item.case.status}`);
  if (item.alarm === null) return "";
  if (item.alarm.clearedAt !== null) return t("wall.alarm.cleared");
  return item.alarm.acknowledgedAt === null ? t("wall.alarm.new") : t("wall.alarm.acknowledged");
}

interface LabelStyle {
  locale: Locale;
  kinds: Iterable<Pick<ThingKind, "nameZh">>;
  maxLength: number;
}

/** A short title for the map, without limit and station, cut at `maxLength`. */
export function mapLabel(item: FeedItem, { locale, kinds, maxLength }: LabelStyle): string {
  const title = shortTitle(itemTitle(item, locale).problem, kinds);
  return title.length > maxLength ? `${title.slice(0, maxLength - 1)}…` : title;
}
