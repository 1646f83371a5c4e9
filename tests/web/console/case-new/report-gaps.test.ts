import { describe, expect, test } from "vitest";
import { readCoordinates, reportGaps } from "../../../../web/src/console/case-new/report-gaps.ts";

describe("a report being written", () => {
  test("lacks category, title and position until they are given", () => {
    expect(reportGaps({ category: null, title: " ", position: null })).toEqual(["category", "title", "position"]);
    expect(reportGaps({ category: "0506", title: "积水", position: [115.37, 22.78] })).toEqual([]);
  });

  test("coordinates are lon, lat, with a comma of either kind or a space", () => {
    expect(readCoordinates("115.375, 22.786")).toEqual([115.375, 22.786]);
    expect(readCoordinates("115.375，22.786")).toEqual([115.375, 22.786]);
    expect(readCoordinates(" 115.375 22.786 ")).toEqual([115.375, 22.786]);
  });

  test("what is no position is none", () => {
    expect(readCoordinates("22.786, 115.375")).toBeNull();
    expect(readCoordinates("汕尾大道")).toBeNull();
    expect(readCoordinates("200, 22")).toBeNull();
  });
});
