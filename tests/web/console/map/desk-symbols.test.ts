import type { CaseView } from "@minqing/core/case/case";
import { describe, expect, test } from "vitest";
import { type DeskMapContent, deskSymbols } from "../../../../web/src/console/map/desk-symbols.ts";
import { sampleCase } from "../sample-case.ts";

const texts = { label: (row: CaseView) => row.number, sub: () => "", alarm: () => "" };
const icons = {
  categories: new Map([
    ["0506", { icon: "wave" }],
    ["9901", { icon: "icon-of-tomorrow" }],
  ]),
  properties: new Map([["water_level", { icon: "gauge" }]]),
};
const drawn = (content: Partial<DeskMapContent>, zoom = 9, bounds: [number, number, number, number] | null = null) =>
  deskSymbols(
    { cases: [], alarms: [], detections: [], selectedSymbol: null, ...content },
    { texts, icons, zoom, bounds },
  );

describe("the symbols of the desk's map", () => {
  test("the selected case comes first, ringed and labelled, and is never dropped", () => {
    const cases = [sampleCase({ id: "a", priority: 1 }), sampleCase({ id: "b", priority: 4 })];
    const b = drawn({ cases, selectedSymbol: "case:b" }).find(({ id }) => id === "case:b");
    expect(b).toMatchObject({ selected: true, keep: true, rank: 0, label: { text: "0911-0187" } });
  });

  test("P1 is never dropped; P3 is labelled only at a higher zoom", () => {
    const cases = [sampleCase({ id: "a", priority: 1 }), sampleCase({ id: "c", priority: 3 })];
    const [a, c] = drawn({ cases });
    expect(a).toMatchObject({ keep: true, sizePx: 36 });
    expect(c?.label).toBeUndefined();
    expect(drawn({ cases }, 13)[1]?.label).toBeDefined();
  });

  test("an ended case is hollow", () => {
    expect(drawn({ cases: [sampleCase({ status: "closed" })] })[0]).toMatchObject({ hollow: true });
  });

  test("of twenty thousand cases those of highest priority in view are drawn, and the selected one", () => {
    const cases = Array.from({ length: 20_000 }, (_, n) =>
      sampleCase({ id: `c${n}`, priority: n % 100 === 0 ? 1 : 4, position: [115 + (n % 200) / 200, 22.5] }),
    );
    const symbols = drawn({ cases, selectedSymbol: "case:c150" }, 9, [115, 22, 115.5, 23]);
    expect(symbols.length).toBe(300);
    expect(symbols[0]?.id).toBe("case:c150");
    expect(symbols.slice(1).filter((symbol) => symbol.kind === "priority" && symbol.priority === 1)).toHaveLength(200);
  });

  test("the city names the icon of a category; one that nobody knows, or that is not here, is neutral", () => {
    const iconsOf = (cases: ReturnType<typeof sampleCase>[]) =>
      drawn({ cases }).map((symbol) => (symbol.kind === "priority" ? symbol.icon : null));
    expect(iconsOf([sampleCase({ category: "0506", kind: "event" })])).toEqual(["wave"]);
    expect(iconsOf([sampleCase({ category: "9901", kind: "event" })])).toEqual(["alert"]);
    expect(iconsOf([sampleCase({ category: "toString", kind: "event" })])).toEqual(["alert"]);
    expect(iconsOf([sampleCase({ category: "no code at all", kind: "component" })])).toEqual(["component"]);
  });
});
