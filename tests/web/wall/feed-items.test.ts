// The order of the feed, and the items that never leave it.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { itemTitle } from "../../../web/src/wall/board-map/item-text.ts";
import { itemsOf } from "../../../web/src/wall/board-map/map-content.ts";
import { NO_REFERENCE } from "../../../web/src/wall/data/wall-reference.ts";
import { compareFeed, countByPriority, feedItems, feedRows } from "../../../web/src/wall/feed/feed-items.ts";
import { THEMES } from "../../../web/src/wall/theme.ts";
import { aBoard, aCase, anAlarm } from "./make-board.ts";

const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id);

describe("the title of an item", () => {
  const flooded = anAlarm({
    id: "a",
    nameZh: "积水",
    nameEn: "Flooding",
    value: 0.58,
    limit: 0.5,
    unit: "m",
    thingName: "场部桥下",
  });
  const ofAlarm = { limit: "0.50", station: "场部桥下" };

  test("has problem and measured value in front, of an alarm and of the case that it opened", () => {
    for (const row of [null, aCase({ id: "c", title: "积水 0.52 m（限 0.50）· 场部桥下" })]) {
      expect(itemTitle({ alarm: flooded, case: row }, "zh-CN")).toEqual({ ...ofAlarm, problem: "积水 0.58 m" });
      expect(itemTitle({ alarm: flooded, case: row }, "en")).toEqual({ ...ofAlarm, problem: "Flooding 0.58 m" });
    }
  });

  test("is the case's own without an alarm, and its category where there are no words in the language", () => {
    const row = aCase({ id: "c", title: "路面塌陷", categoryNameZh: "道路破损", categoryNameEn: "Broken road" });
    expect(itemTitle({ alarm: null, case: row }, "zh-CN").problem).toBe("路面塌陷");
    expect(itemTitle({ alarm: null, case: row }, "en").problem).toBe("Broken road");
    expect(itemTitle({ alarm: null, case: { ...row, title: "" } }, "zh-CN").problem).toBe("道路破损");
  });
});

describe("the feed", () => {
  test("begins with an unacknowledged P1, then is ordered by priority, then by least time left", () => {
    const items = feedItems(
      aBoard(
        [
          aCase({ id: "late", priority: 2, deadlineAt: "2026-09-11T02:00:00Z" }),
          aCase({ id: "soon", priority: 2, deadlineAt: "2026-09-11T01:00:00Z" }),
          aCase({ id: "open-end", priority: 2, deadlineAt: null }),
          aCase({ id: "taken", priority: 1, status: "handling", deadlineAt: "2026-09-11T00:30:00Z" }),
        ],
        [anAlarm({ id: "flood" })],
      ),
    );
    expect(ids(items)).toEqual(["alarm:flood", "case:taken", "case:soon", "case:late", "case:open-end"]);
    expect(items[0]?.urgent).toBe(true);
    expect(items[1]?.urgent).toBe(false);
  });

  test("shows an alarm and the case it opened as one, urgent until the alarm is acknowledged", () => {
    const opened = aCase({ id: "c", priority: 1, status: "dispatched", source: "alarm", sourceId: "a" });
    const [item, ...others] = feedItems(aBoard([opened], [anAlarm({ id: "a", caseId: "c" })]));
    expect(others).toEqual([]);
    expect(item).toMatchObject({ id: "case:c", urgent: true });
    const seen = anAlarm({ id: "a", caseId: "c", acknowledgedAt: "2026-09-11T00:01:00Z" });
    expect(feedItems(aBoard([opened], [seen]))[0]?.urgent).toBe(false);
  });

  test("keeps an alarm whose case has left the board", () => {
    expect(ids(feedItems(aBoard([], [anAlarm({ id: "a", caseId: "closed" })])))).toEqual(["alarm:a"]);
  });

  test("keeps an unacknowledged P1 of another region when the wall is drilled down", () => {
    const items = feedItems(
      aBoard(
        [aCase({ id: "here", regionCode: "441502001001001" })],
        [anAlarm({ id: "far", regionCode: "441523100001001" })],
      ),
    );
    expect(ids(feedRows(items, "441502", 5))).toEqual(["alarm:far", "case:here"]);
    expect(ids(feedRows(items, "441502", 1))).toEqual(["alarm:far"]);
  });

  test.each(THEMES)("keeps an unacknowledged P1 in the theme %s", (theme) => {
    const items = feedItems(aBoard([aCase({ id: "x", priority: 1, status: "reported", category: "0602" })], []));
    expect(itemsOf(theme, items, NO_REFERENCE)).toHaveLength(1);
  });

  test("counts by priority", () => {
    const items = feedItems(aBoard([aCase({ id: "a" }), aCase({ id: "b", priority: 4 })], [anAlarm({ id: "c" })]));
    expect(countByPriority(items)).toEqual([1, 0, 1, 1]);
  });

  test("has a total order for any rows", () => {
    const item = fc.record({
      id: fc.string(),
      kind: fc.constantFrom("case" as const, "alarm" as const),
      priority: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
      urgent: fc.boolean(),
      position: fc.constant(null),
      regionCode: fc.constant("441502"),
      deadlineAt: fc.constantFrom(null, "2026-09-11T00:00:00Z", "2026-09-11T01:00:00Z"),
      since: fc.constantFrom("2026-09-11T00:00:00Z", "2026-09-11T00:10:00Z"),
      case: fc.constant(null),
      alarm: fc.constant(null),
    });
    fc.assert(
      fc.property(item, item, item, (a, b, c) => {
        expect(Math.sign(compareFeed(a, b))).toBe(-Math.sign(compareFeed(b, a)) + 0);
        if (compareFeed(a, b) <= 0 && compareFeed(b, c) <= 0) expect(compareFeed(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
