import { isEnded } from "@minqing/core/case/stages";
import { CASE_STATUSES } from "@minqing/core/case/status";
import { publicPlaces, publicStatus } from "@minqing/core/privacy/public-place";
import fc from "fast-check";
import { expect, test } from "vitest";

const CENTRES = { a: [115.1, 22.1], b: [115.2, 22.2] } as const;
const item = (cell: keyof typeof CENTRES, lon: number, lat: number) => ({
  cell,
  centre: CENTRES[cell],
  position: [lon, lat] as const,
});

test("fewer than k cases of a cell are all shown at its centre; with the k-th each at its own position", () => {
  const four = [1, 2, 3, 4].map((n) => item("a", (115_100 + n) / 1000, 22.1));
  expect(publicPlaces(four, 5).map(({ position }) => position)).toEqual(four.map(() => [115.1, 22.1]));
  const five = [...four, item("a", 115.108, 22.1)];
  expect(publicPlaces(five, 5).map(({ position }) => position)).toEqual(five.map(({ position }) => [...position]));
  expect(publicPlaces([...five, item("b", 115.25, 22.2)], 5).at(-1)?.position).toEqual([115.2, 22.2]);
});

test("a case of a cell with fewer than k cases is shown at the centre", () => {
  const any = fc.record({
    cell: fc.constantFrom<"a" | "b">("a", "b"),
    lon: fc.double({ min: 115, max: 116, noNaN: true }),
    lat: fc.double({ min: 22, max: 23, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 12 }), fc.integer({ min: 2, max: 8 }), (raw, k) => {
      const items = raw.map(({ cell, lon, lat }) => item(cell, lon, lat));
      const shown = publicPlaces(items, k);
      expect(shown).toHaveLength(items.length);
      for (const { cell, position } of shown) {
        if (items.filter((other) => other.cell === cell).length < k) expect(position).toEqual([...CENTRES[cell]]);
      }
    }),
  );
});

test("residents see every status except of reports that were no case", () => {
  for (const status of CASE_STATUSES) {
    const shown = publicStatus(status);
    if (status === "rejected" || status === "cancelled") expect(shown).toBeNull();
    else expect(shown === "done").toBe(isEnded(status));
  }
});
