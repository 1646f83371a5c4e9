import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holdOrder, neighbourAfterLeaving, settle, stepSelection } from "../../../../web/src/console/case/held-list.ts";

const rows = (...ids: string[]) => ids.map((id) => ({ id }));
const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

describe("a list in a stable order", () => {
  test("a new row waits outside, whatever its priority", () => {
    const held = settle(rows("b", "c"), byId);
    const view = holdOrder(held, rows("a", "b", "c"));
    expect(view.rows.map(({ id }) => id)).toEqual(["b", "c"]);
    expect(view.fresh.map(({ id }) => id)).toEqual(["a"]);
  });

  test("a row that left is gone and the others stay where they are", () => {
    expect(holdOrder(["c", "a", "b"], rows("a", "b")).rows.map(({ id }) => id)).toEqual(["a", "b"]);
  });

  test("rows change in place", () => {
    const view = holdOrder(["a"], [{ id: "a", title: "now" }]);
    expect(view.rows).toEqual([{ id: "a", title: "now" }]);
  });

  test("shown and fresh together are all rows, each once, whatever happened in between", () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 30 });
    fc.assert(
      fc.property(ids, ids, (before, after) => {
        const view = holdOrder(settle(rows(...before), byId), rows(...after));
        const all = [...view.rows, ...view.fresh].map(({ id }) => id);
        expect(all.toSorted()).toEqual(after.toSorted());
      }),
    );
  });
});

describe("moving in a list", () => {
  test("J from nothing selects the first, K the last", () => {
    expect(stepSelection(["a", "b"], null, 1)).toBe("a");
    expect(stepSelection(["a", "b"], null, -1)).toBe("b");
  });

  test("moving stops at the ends", () => {
    expect(stepSelection(["a", "b"], "b", 1)).toBe("b");
    expect(stepSelection(["a", "b"], "a", -1)).toBe("a");
    expect(stepSelection([], "a", 1)).toBeNull();
  });

  test("when the selected row leaves, the one that took its place is next, else the last", () => {
    expect(neighbourAfterLeaving(["a", "b", "c"], ["a", "c"], "b")).toBe("c");
    expect(neighbourAfterLeaving(["a", "b"], ["a"], "b")).toBe("a");
    expect(neighbourAfterLeaving(["a"], [], "a")).toBeNull();
  });
});
