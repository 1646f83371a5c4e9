// The title of an alarm says what was measured, with its limit beside it.
import { alarmTitle, alarmTitleAt } from "@minqing/core/alarm/alarm-title";
import { expect, test } from "vitest";

const flood = { nameZh: "积水", nameEn: "Flooding", value: 0.58, limit: 0.5, unit: "m" };

test("problem and measured value first, the limit beside it, with the same decimals", () => {
  expect(alarmTitle(flood, "zh-CN")).toBe("积水 0.58 m（限 0.50）");
  expect(alarmTitle(flood, "en")).toBe("Flooding 0.58 m (limit 0.50)");
  expect(alarmTitleAt({ ...flood, thingName: "场部桥下" }, "zh-CN")).toBe("积水 0.58 m（限 0.50）· 场部桥下");
  expect(alarmTitleAt({ ...flood, thingName: "Bridge" }, "en")).toBe("Flooding 0.58 m (limit 0.50) · Bridge");
});

test.each([
  ["积水深度 0.5 m", 0.5, "积水深度 0.58 m（限 0.50）"],
  ["短时强降雨 50 mm/h", 50, "短时强降雨 0.58 m（限 50.00）"],
  ["水位≥3.2m", 3.2, "水位 0.58 m（限 3.20）"],
  // Another number is no limit.
  ["PM2.5 中度污染", 115, "PM2.5 中度污染 0.58 m（限 115.00）"],
  ["三号闸 2", 0.5, "三号闸 2 0.58 m（限 0.50）"],
])("a rule named after its limit, %s, does not state it as measured", (nameZh, limit, title) => {
  expect(alarmTitle({ ...flood, nameZh, limit }, "zh-CN")).toBe(title);
});

test("an alarm without a value or a limit has its name", () => {
  expect(alarmTitle({ ...flood, value: null, limit: null }, "zh-CN")).toBe("积水");
  expect(alarmTitle({ ...flood, limit: null }, "zh-CN")).toBe("积水 0.58 m");
  expect(alarmTitle({ ...flood, value: 62, limit: 50, unit: "mm/h" }, "zh-CN")).toBe("积水 62 mm/h（限 50）");
});
