import { BboxText, commaList, instantText } from "@minqing/server/http/list-query";
import { expect, test } from "vitest";

test("a box is west, south, east, north", () => {
  expect(BboxText.parse("115.1,22.6,115.6,22.9")).toEqual([115.1, 22.6, 115.6, 22.9]);
});

test.each(["", "1,2,3", "1,2,3,4,5", "3,2,1,4", "1,4,3,2", "1,2,3,x", "1,2,3,91", "NaN,1,2,3"])(
  "%j is no box",
  (text) => expect(BboxText.safeParse(text).success).toBe(false),
);

test("an instant needs its offset", () => {
  expect(instantText.parse("2026-09-11T07:42:18+08:00").toISOString()).toBe("2026-09-10T23:42:18.000Z");
  expect(instantText.safeParse("2026-09-11T07:42:18").success).toBe(false);
});

test("a list of words takes only known ones", () => {
  const Colours = commaList(["red", "blue"]);
  expect(Colours.parse("red,blue")).toEqual(["red", "blue"]);
  expect(Colours.safeParse("red,green").success).toBe(false);
  expect(Colours.safeParse("").success).toBe(false);
});
