// The text of an item in the feed and on the map.

import { alarmTitleAt } from "@minqing/core/alarm/alarm-title";
import type { ThingKind } from "@minqing/core/thing/kind";
import type { Locale } from "../../i18n/locale.ts";
import type { Text } from "../../i18n/use-text.ts";
import { shortTitle } from "../data/station.ts";
import type { FeedItem } from "../feed/feed-items.ts";

/** "超保证水位 6.12 m（限 5.80）· 蕉坑水位站": what is cut off on a narrow wall is the station, not the problem. */
export function itemTitle(item: FeedItem, locale: Locale): string {
  if (item.case !== null) {
    const { title, categoryNameEn, categoryNameZh } = item.case;
    if (locale !== "en") return title === "" ? categoryNameZh : title;
    // People write titles in Chinese; in English the category stands for them.
    return categoryNameEn;
  }
  return item.alarm === null ? "" : alarmTitleAt(item.alarm, locale === "en" ? "en" : "zh-CN");
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

/** A short title for the map, cut at `maxLength`. */
export function mapLabel(item: FeedItem, { locale, kinds, maxLength }: LabelStyle): string {
  const title = shortTitle(itemTitle(item, locale), kinds);
  return title.length > maxLength ? `${title.slice(0, maxLength - 1)}…` : title;
}
