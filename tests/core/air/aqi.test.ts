import { airQualityIndex, HJ_633_2012 } from "@minqing/core/air/aqi";
import fc from "fast-check";
import { expect, test } from "vitest";

// [HJ 633-2012 formula 1] (150 − 100) / (115 − 75) · (98 − 75) + 100 = 128.75, rounded up.
test.each([
  [{ pm25: 98 }, 129],
  [{ pm25: 35 }, 50],
  [{ pm25: 0 }, 0],
  [{ pm25: 10, o3: 230 }, 115],
  [{ pm10: 9_999 }, 500],
  [{ temperature: 30 }, null],
  [{}, null],
])("the index of %j is %j", (sample, index) => expect(airQualityIndex(sample)).toBe(index));

test("more of a pollutant never lowers the index, and the worst decides", () => {
  const pollutant = fc.constantFrom(...Object.keys(HJ_633_2012.concentrations));
  const amount = fc.double({ min: 0, max: 3_000, noNaN: true });
  fc.assert(
    fc.property(pollutant, amount, amount, fc.dictionary(pollutant, amount), (key, a, b, rest) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)];
      const index = (value: number) => airQualityIndex({ ...rest, [key]: value }) ?? -1;
      expect(index(more)).toBeGreaterThanOrEqual(index(less));
      expect(index(more)).toBeGreaterThanOrEqual(airQualityIndex({ [key]: more }) ?? -1);
    }),
  );
});
