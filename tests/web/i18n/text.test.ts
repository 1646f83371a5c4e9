// Numbers, ages and clocks as the screens print them.
import { describe, expect, test } from "vitest";
import { readLocale } from "../../../web/src/i18n/locale.ts";
import { differenceText, numberText } from "../../../web/src/i18n/numbers.ts";
import {
  ageText,
  clockText,
  hourMinuteSecond,
  monthDayTime,
  shanghaiParts,
  spanText,
} from "../../../web/src/i18n/time-text.ts";
import type { Text } from "../../../web/src/i18n/use-text.ts";

const t: Text = (id, values) => `${id}${values === undefined ? "" : JSON.stringify(values)}`;
const noon = Date.parse("2026-09-11T04:00:00Z");

describe("numbers", () => {
  test("thousands are separated by a thin space, and the minus sign is a real one", () => {
    expect(numberText(1204)).toBe("1 204");
    expect(numberText(1_234_567.891, 1)).toBe("1 234 567.9");
    expect(numberText(-0.126, 2)).toBe("−0.13");
  });
  test("an unknown value is a dash, never 0", () => {
    expect(numberText(null)).toBe("–");
    expect(numberText(Number.NaN)).toBe("–");
  });
  test("a value that rounds to zero has no sign", () => {
    expect(numberText(-0.001, 2)).toBe("0.00");
    expect(differenceText(0.001, 2)).toBe("0.00");
  });
  test("differences have a sign", () => {
    expect(differenceText(121)).toBe("+121");
    expect(differenceText(-3)).toBe("−3");
    expect(differenceText(0)).toBe("0");
  });
});

describe("times", () => {
  test("instants are shown in Shanghai time", () => {
    expect(hourMinuteSecond(noon)).toBe("12:00:00");
    expect(monthDayTime(Date.parse("2026-09-10T23:42:00Z"))).toBe("09-11 07:42");
    expect(shanghaiParts(Date.parse("2026-09-10T16:00:00Z"))).toMatchObject({ month: 9, day: 11, hour: 0 });
  });
  test("running clocks are h:mm:ss, also past their limit", () => {
    expect(clockText(38_000)).toBe("0:00:38");
    expect(clockText(-(3600 + 62) * 1000)).toBe("1:01:02");
  });
  test("ages grow from seconds to days", () => {
    expect(ageText(t, null, noon)).toBe("age.none");
    expect(ageText(t, noon - 400, noon)).toBe("age.now");
    expect(ageText(t, noon - 4_000, noon)).toBe('age.seconds{"n":4}');
    expect(ageText(t, noon - 125_000, noon)).toBe('age.minutes{"n":2}');
    expect(ageText(t, noon - 2 * 3600_000 - 300_000, noon)).toBe('age.hours{"h":2,"m":5}');
    expect(spanText(t, 72 * 3600_000)).toBe('span.days{"n":3}');
  });
});

test("the language comes from the address, then from the stored choice, else it is Chinese", () => {
  const storage = (value: string | null) => ({ getItem: () => value });
  expect(readLocale("?lang=en", storage("zh-CN"))).toBe("en");
  expect(readLocale("?theme=urban", storage("en"))).toBe("en");
  expect(readLocale("", storage(null))).toBe("zh-CN");
  expect(readLocale("?lang=fr", storage(null))).toBe("zh-CN");
});
