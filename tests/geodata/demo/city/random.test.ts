import { sharedOut } from "@minqing/geodata/demo/city/population";
import { pickWeighted, randomFor } from "@minqing/geodata/demo/city/random";
import fc from "fast-check";
import { expect, test } from "vitest";

test("a stream depends only on seed and code", () => {
  const take = (seed: string, code: string): number[] => {
    const random = randomFor(seed, code);
    return [random.next(), random.next(), random.below(1000)];
  };
  expect(take("1", "441502001")).toEqual(take("1", "441502001"));
  expect(take("1", "441502001")).not.toEqual(take("1", "441502002"));
  expect(take("1", "441502001")).not.toEqual(take("2", "441502001"));
});

test("weights decide how often an item is picked", () => {
  const random = randomFor("test", "weights");
  const items = [
    { name: "often", weight: 9 },
    { name: "rare", weight: 1 },
  ];
  const often = Array.from({ length: 5000 }, () => pickWeighted(items, random)).filter(({ name }) => name === "often");
  expect(often.length / 5000).toBeGreaterThan(0.87);
  expect(often.length / 5000).toBeLessThan(0.93);
});

test("shares are whole and add up to the total", () => {
  fc.assert(
    fc.property(
      fc.nat(1_000_000),
      fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 50 }),
      (total, weights) => {
        const shares = sharedOut(total, weights);
        expect(shares.reduce((a, b) => a + b, 0)).toBe(total);
        const sum = weights.reduce((a, b) => a + b, 0);
        shares.forEach((share, i) => {
          expect(Math.abs(share - (total * (weights[i] ?? 0)) / sum)).toBeLessThan(1.000001);
        });
      },
    ),
  );
});
