// Declutter: nothing overlaps, and no important symbol is lost.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { badgesOf, declutter, type ProjectedSymbol } from "../../../web/src/map/symbols/declutter.ts";
import { overlaps, type PlacedSymbol, type PrioritySymbol } from "../../../web/src/map/symbols/map-symbol.ts";

const options = {
  width: 1200,
  height: 700,
  reserved: [],
  measure: (text: string, sizePx: number) => text.length * sizePx,
};

const aSymbol = (id: string, x: number, y: number, given: Partial<PrioritySymbol> = {}): ProjectedSymbol => ({
  x,
  y,
  symbol: {
    kind: "priority",
    id,
    position: [0, 0],
    rank: 40,
    keep: false,
    priority: 3,
    sizePx: 34,
    icon: "alert",
    urgent: false,
    ...given,
  },
});

const label = (text: string) => ({ text, sizePx: 26, weight: 400 as const, colour: "#fff" });
const idsOf = (placed: readonly PlacedSymbol[]) => placed.map(({ symbol }) => symbol.id).toSorted();

describe("symbols", () => {
  test("that touch are moved apart, with a line to their true place", () => {
    const placed = declutter([aSymbol("a", 300, 300), aSymbol("b", 305, 302)], options);
    expect(placed).toHaveLength(2);
    const [a, b] = placed;
    expect(Math.hypot((a?.x ?? 0) - (b?.x ?? 0), (a?.y ?? 0) - (b?.y ?? 0))).toBeGreaterThan(33);
    expect(a?.tether).toBeNull();
    expect(b?.tether).toEqual([305, 302]);
  });

  test("without room are counted at their neighbour, by priority", () => {
    const crowd = Array.from({ length: 80 }, (_, i) => aSymbol(`s${i}`, 300, 300));
    const placed = declutter(crowd, options);
    const hidden = placed.reduce((sum, p) => sum + (p.cluster?.reduce((n, k) => n + k, 0) ?? 0), 0);
    expect(placed.length + hidden).toBe(80);
    expect(hidden).toBeGreaterThan(10);
    expect(placed.find((p) => p.cluster !== null)?.cluster?.[2]).toBeGreaterThan(0);
  });

  test("outside of the view are not placed", () => {
    expect(declutter([aSymbol("out", -5, 300), aSymbol("in", 5, 300)], options)).toHaveLength(1);
  });

  test("with a required clearance are left out instead of being moved", () => {
    const gauge = (id: string, x: number): ProjectedSymbol => ({
      x,
      y: 300,
      symbol: {
        kind: "gauge",
        id,
        position: [0, 0],
        rank: 50,
        keep: false,
        clearPx: 30,
        sizePx: 38,
        fill: 0.4,
        colour: "",
      },
    });
    expect(idsOf(declutter([gauge("a", 300), gauge("b", 330), gauge("c", 500)], options))).toEqual(["a", "c"]);
  });
});

describe("labels", () => {
  test("stand east of their symbol if there is room", () => {
    const [placed] = declutter([aSymbol("a", 300, 300, { label: label("海丰") })], options);
    expect(placed?.label).toMatchObject({ align: "start", leader: null });
    expect(placed?.label?.box.left).toBeGreaterThan(300);
  });

  test("stand west of it at the right edge", () => {
    const [placed] = declutter([aSymbol("a", 1180, 300, { label: label("海丰") })], options);
    expect(placed?.label?.align).toBe("end");
  });

  test("avoid reserved boxes", () => {
    const reserved = [{ left: 310, top: 280, right: 700, bottom: 320 }];
    const [placed] = declutter([aSymbol("a", 300, 300, { label: label("海丰") })], { ...options, reserved });
    for (const box of reserved)
      expect(placed?.label !== null && placed?.label !== undefined && overlaps(placed.label.box, box)).toBe(false);
  });

  test("of names without room are left out, labels of a P1 never", () => {
    const reserved = [{ left: 0, top: 0, right: 1200, bottom: 700 }];
    const name: ProjectedSymbol = {
      x: 600,
      y: 300,
      symbol: { kind: "name", id: "town", position: [0, 0], rank: 60, keep: false, label: label("东海") },
    };
    const p1 = aSymbol("p1", 600, 300, { rank: 0, keep: true, keepLabel: true, priority: 1, label: label("超保证") });
    const placed = declutter([name, p1], { ...options, reserved });
    expect(idsOf(placed)).toEqual(["p1"]);
    expect(placed[0]?.label).not.toBeNull();
  });
});

test("a label moves away from a count badge that is added later", () => {
  const host = aSymbol("host", 600, 350, { priority: 2, keep: true, rank: 20, label: label("道路积水") });
  const crowd = Array.from({ length: 80 }, (_, i) => aSymbol(`s${i}`, 600, 350));
  const placed = declutter([host, ...crowd], options);
  const [found] = placed.filter(({ symbol }) => symbol.id === "host");
  expect(found?.cluster?.[2]).toBeGreaterThan(0);
  expect(found?.label).not.toBeNull();
  for (const badge of badgesOf(placed)) expect(found?.label && overlaps(badge, found.label.box)).toBe(false);
});

test("P1 and P2 are always placed, symbols and labels do not cover one another, whatever the crowd", () => {
  const anySymbol = fc.record({
    x: fc.integer({ min: 60, max: 1140 }),
    y: fc.integer({ min: 60, max: 640 }),
    priority: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
    named: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(anySymbol, { maxLength: 60 }), (symbols) => {
      let kept = 0;
      const crowd = symbols.map(({ x, y, priority, named }, i) => {
        // More than a dozen symbols with `keep` cannot all have room.
        const keep = priority <= 2 && kept < 12;
        if (keep) kept += 1;
        return aSymbol(`s${i}`, x, y, {
          priority,
          keep,
          rank: priority * 10,
          ...(named ? { label: label("道路积水") } : {}),
        });
      });
      const placed = declutter(crowd, options);
      const wanted = crowd.filter(({ symbol }) => symbol.keep).map(({ symbol }) => symbol.id);
      expect(wanted.filter((id) => !placed.some(({ symbol }) => symbol.id === id))).toEqual([]);
      const symbolBoxes = placed.map(({ x, y }) => ({ left: x - 17, top: y - 17, right: x + 17, bottom: y + 17 }));
      for (const [i, a] of symbolBoxes.entries()) {
        for (const b of symbolBoxes.slice(i + 1)) expect(overlaps(a, b)).toBe(false);
      }
      const labels = placed.flatMap(({ label, symbol }) => (label === null || symbol.keep ? [] : [label.box]));
      for (const [i, a] of labels.entries()) for (const b of labels.slice(i + 1)) expect(overlaps(a, b)).toBe(false);
      for (const badge of badgesOf(placed)) for (const label of labels) expect(overlaps(badge, label)).toBe(false);
    }),
    { numRuns: 60 },
  );
});
