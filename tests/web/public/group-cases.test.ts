import type { PublicCase } from "@minqing/core/privacy/public-place";
import { expect, test } from "vitest";
import { byDay, countByStatus, filterCases, townsOf } from "../../../web/src/public/group-cases.ts";

const item = (day: string, town: string, status: PublicCase["status"]): PublicCase => ({
  categoryNameZh: "道路积水",
  categoryNameEn: "Flooded road",
  position: [115.4, 22.8],
  day,
  town,
  status,
});
const ITEMS = [
  item("2026-03-10", "大安镇", "waiting"),
  item("2026-03-10", "公平镇", "done"),
  item("2026-03-09", "大安镇", "done"),
  item("2026-03-09", "", "handling"),
];

test("cases are counted, filtered by status and town, and listed by day in their order", () => {
  expect(countByStatus(ITEMS)).toEqual({ waiting: 1, handling: 1, done: 2 });
  expect(townsOf(ITEMS)).toEqual(["大安镇", "公平镇"]);
  expect(filterCases(ITEMS, { status: "done", town: "大安镇" })).toEqual([ITEMS[2]]);
  expect(filterCases(ITEMS, { status: null, town: null })).toEqual(ITEMS);
  expect(byDay(ITEMS).map(({ day, items }) => [day, items.length])).toEqual([
    ["2026-03-10", 2],
    ["2026-03-09", 2],
  ]);
});
