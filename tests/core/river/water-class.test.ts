import { levelState } from "@minqing/core/river/river";
import { waterClass } from "@minqing/core/river/water-class";
import { expect, test } from "vitest";

const limits = {
  nh3n: { direction: "at-most", limits: [0.15, 0.5, 1, 1.5, 2] },
  do: { direction: "at-least", limits: [7.5, 6, 5, 3, 2] },
} as const;

test("the worst item decides the class", () => {
  expect(waterClass({ nh3n: 0.1, do: 8 }, limits)).toBe("I");
  expect(waterClass({ nh3n: 0.86, do: 6.2 }, limits)).toBe("III");
  expect(waterClass({ nh3n: 0.1, do: 1.9 }, limits)).toBe("worse");
});

test("a value on the limit is still inside the class", () => {
  expect(waterClass({ nh3n: 1 }, limits)).toBe("III");
  expect(waterClass({ do: 5 }, limits)).toBe("III");
});

test("a sample without any assessed item has no class", () => {
  expect(waterClass({ turbidity: 3 }, limits)).toBeNull();
});

test("no fresh level is silent, never normal", () => {
  expect(levelState(null, 11.5, 13)).toBe("silent");
  expect(levelState({ valueM: 9, stale: true }, 11.5, 13)).toBe("silent");
  expect(levelState({ valueM: 11.5, stale: false }, 11.5, 13)).toBe("warning");
  expect(levelState({ valueM: 13, stale: false }, 11.5, 13)).toBe("guarantee");
  expect(levelState({ valueM: 9, stale: false }, 11.5, 13)).toBe("normal");
});
