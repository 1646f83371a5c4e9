import type { CaseView } from "@minqing/core/case/case";
import { describe, expect, test } from "vitest";
import { type DeskMapContent, deskSigns } from "../../../../web/src/console/map/desk-signs.ts";
import { sampleCase } from "../sample-case.ts";

const words = { label: (row: CaseView) => row.number, sub: () => "", alarm: () => "" };
const drawn = (content: Partial<DeskMapContent>, zoom = 9, bounds: [number, number, number, number] | null = null) =>
  deskSigns({ cases: [], alarms: [], detections: [], selectedSign: null, ...content }, { words, zoom, bounds });

describe("the signs of the desk's map", () => {
  test("the selected case comes first, ringed and labelled, and is never dropped", () => {
    const cases = [sampleCase({ id: "a", priority: 1 }), sampleCase({ id: "b", priority: 4 })];
    const b = drawn({ cases, selectedSign: "case:b" }).find(({ id }) => id === "case:b");
    expect(b).toMatchObject({ selected: true, keep: true, rank: 0, label: { text: "0911-0187" } });
  });

  test("P1 is never dropped; P3 is labelled only when one looks nearer", () => {
    const cases = [sampleCase({ id: "a", priority: 1 }), sampleCase({ id: "c", priority: 3 })];
    const [a, c] = drawn({ cases });
    expect(a).toMatchObject({ keep: true, sizePx: 36 });
    expect(c?.label).toBeUndefined();
    expect(drawn({ cases }, 13)[1]?.label).toBeDefined();
  });

  test("an ended case is hollow", () => {
    expect(drawn({ cases: [sampleCase({ status: "closed" })] })[0]).toMatchObject({ hollow: true });
  });

  test("of twenty thousand cases the gravest in view are drawn, and the selected one", () => {
    const cases = Array.from({ length: 20_000 }, (_, n) =>
      sampleCase({ id: `c${n}`, priority: n % 100 === 0 ? 1 : 4, position: [115 + (n % 200) / 200, 22.5] }),
    );
    const signs = drawn({ cases, selectedSign: "case:c150" }, 9, [115, 22, 115.5, 23]);
    expect(signs.length).toBe(300);
    expect(signs[0]?.id).toBe("case:c150");
    expect(signs.slice(1).filter((sign) => sign.kind === "priority" && sign.priority === 1)).toHaveLength(200);
  });
});
