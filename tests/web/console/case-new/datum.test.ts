// Coordinates pasted from a map: the datum is recognised or asked, and the position is where the map showed it.
import { expect, test } from "vitest";
import { positionIn, readPasted } from "../../../../web/src/console/case-new/datum.ts";

test.each([
  ["https://uri.amap.com/marker?position=115.3785,22.7772&name=x", "GCJ02"],
  ["https://apis.map.qq.com/uri/v1/marker?marker=coord:22.7772,115.3785", "GCJ02"],
  ["https://api.map.baidu.com/marker?location=22.7772,115.3785&output=html", "BD09"],
  ["https://www.openstreetmap.org/?mlat=22.7&mlon=115#map=16/22.7772,115.3785", "WGS84"],
])("an address of a map brings its datum: %s", (text, datum) => {
  expect(readPasted(text)).toEqual({ lonLat: [115.3785, 22.7772], datum });
});

test("bare numbers have none: it is asked", () => {
  expect(readPasted("115.3785, 22.7772")).toEqual({ lonLat: [115.3785, 22.7772], datum: null });
  expect(readPasted("https://evil.example/?position=115.3785,22.7772")).toBeNull();
  expect(readPasted("汕尾大道")).toBeNull();
});

test("in GCJ-02 and BD-09 the position lies some 500 m from the numbers, in WGS84 on them", () => {
  const shift = (datum: "GCJ02" | "WGS84" | "BD09") => {
    const [lon, lat] = positionIn([115.3785, 22.7772], datum);
    return Math.hypot((lon - 115.3785) * 102_600, (lat - 22.7772) * 111_000);
  };
  expect(shift("WGS84")).toBe(0);
  for (const datum of ["GCJ02", "BD09"] as const) expect(shift(datum)).toBeGreaterThan(300);
});
