// What the wall does with things, cases and alarms of which the city has no row: it shows them neutrally.
import { type ThingKind, unknownKind } from "@minqing/core/thing/kind";
import type { ThingView } from "@minqing/core/thing/thing";
import { describe, expect, test } from "vitest";
import {
  itemsOf,
  layersOf,
  type MapData,
  type MapStyle,
  symbolsOf,
} from "../../../web/src/wall/board-map/map-content.ts";
import { stationsOf } from "../../../web/src/wall/data/city-store.ts";
import { mainProperty, shortStation, shortTitle } from "../../../web/src/wall/data/station.ts";
import { NO_REFERENCE, type WallReference } from "../../../web/src/wall/data/wall-reference.ts";
import { feedItems } from "../../../web/src/wall/feed/feed-items.ts";
import { sceneFor } from "../../../web/src/wall/scene.ts";
import type { Theme } from "../../../web/src/wall/theme.ts";
import { aBoard, aCase, anAlarm } from "./make-board.ts";

const nowMs = Date.parse("2026-09-11T00:00:00Z");

const aThing = (given: Partial<ThingView> & { id: string; kind: string }): ThingView => ({
  no: 1,
  name: "东海路检查井",
  regionCode: "441581001001001",
  regionName: "",
  position: [115.65, 22.95],
  reachCode: null,
  roadCode: null,
  attributes: {},
  status: "online",
  spare: false,
  synthetic: true,
  datastreams: [
    {
      id: 7,
      observedProperty: "manhole_level",
      unit: "m",
      expectedIntervalMs: 60_000,
      staleAfterMs: 600_000,
      datum: null,
      latest: null,
      stale: false,
    },
  ],
  ...given,
});

const style: MapStyle = {
  scene: sceneFor("3840x1080", 0, 0),
  role: "focus",
  staleText: "",
  label: () => null,
  sub: () => null,
  name: ({ name }) => name,
};

const drawn = (theme: Theme, kinds: readonly ThingKind[], data: Partial<MapData> & { things?: ThingView[] } = {}) => {
  const { things = [aThing({ id: "m1", kind: "manhole_level" })], ...rest } = data;
  const latest = new Map([[7, { value: 1.4, observedAtMs: nowMs - 300_000 }]]);
  const state = { things, kinds: new Map(kinds.map((kind) => [kind.code, kind])), latest };
  const map: MapData = {
    theme,
    items: [],
    quiet: new Set(),
    stations: stationsOf(state, () => true, nowMs),
    reference: NO_REFERENCE,
    reaches: [],
    patrols: [],
    density: null,
    components: null,
    roads: null,
    names: [],
    surroundings: [],
    ...rest,
  };
  return symbolsOf(map, style);
};

describe("a thing of a kind without a row", () => {
  test("is drawn as a dot with the neutral icon, and named by its code", () => {
    expect(drawn("emergency", [])).toMatchObject([
      { kind: "dot", id: "thing:m1", icon: "component", label: { text: "manhole_level" } },
    ]);
  });

  test("does not change what is drawn of other things", () => {
    const river: ThingKind = { ...unknownKind("river_level"), symbol: "gauge", streams: ["water_level"] };
    const gauge = aThing({ id: "g1", kind: "river_level", attributes: { warningLevelM: 3, guaranteeLevelM: 4 } });
    const both = drawn("emergency", [river], { things: [gauge, aThing({ id: "m1", kind: "manhole_level" })] });
    expect(both.map(({ kind, id }) => `${kind} ${id}`).toSorted()).toEqual(["dot thing:m1", "gauge thing:g1"]);
  });
});

describe("a kind that the city adds", () => {
  const row: ThingKind = { ...unknownKind("manhole_level"), nameZh: "检查井液位", icon: "manhole", themes: ["urban"] };

  test("is drawn with its icon on its themes alone", () => {
    expect(drawn("urban", [row])).toMatchObject([{ kind: "dot", icon: "manhole" }]);
    expect(drawn("emergency", [row])).toEqual([]);
  });

  test("falls back to the neutral icon and to a dot where it names what is not here", () => {
    const odd = { ...row, icon: "hasOwnProperty", symbol: "hologram" };
    expect(drawn("urban", [odd])).toMatchObject([{ kind: "dot", icon: "component" }]);
  });

  test("may be drawn as rain without a name of a property in the page", () => {
    const rain: ThingKind = { ...row, symbol: "rain", streams: ["manhole_level"] };
    expect(drawn("urban", [rain])).toMatchObject([{ kind: "dot", label: { text: "东海路检查井 1.4 mm" } }]);
    const stations = stationsOf(
      { things: [aThing({ id: "m1", kind: row.code })], kinds: new Map([[row.code, rain]]), latest: new Map() },
      () => true,
      nowMs,
    );
    const data = {
      theme: "emergency",
      density: null,
      components: null,
      roads: null,
      patrols: [],
      rain: stations,
    } as const;
    expect(layersOf(data, 10, 1)).toHaveLength(1);
  });
});

test("a value is stale after the intervals of its kind, not after three", () => {
  const latest = new Map([[7, { value: 1, observedAtMs: nowMs }]]);
  const state = { things: [aThing({ id: "m1", kind: "manhole_level" })], kinds: new Map(), latest };
  const staleAt = (ms: number) => stationsOf(state, () => true, ms)[0]?.readings["manhole_level"]?.stale;
  expect([staleAt(nowMs + 600_000), staleAt(nowMs + 600_001)]).toEqual([false, true]);
});

describe("a station", () => {
  const kind = { ...unknownKind("river_level"), nameZh: "河道水位站", streams: ["water_level"] };
  test("is named without the words that its kind's name ends with", () => {
    const short = (name: string, nameZh: string) =>
      shortStation({ thing: aThing({ id: "s", kind: "k", name }), kind: { ...kind, nameZh } });
    expect(short("蕉坑水位站", "河道水位站")).toBe("蕉坑");
    expect(short("易涝点", "易涝点")).toBe("易涝点");
    expect(short("东海路检查井", "manhole_level")).toBe("东海路检查井");
  });
  test("is named so at the beginning of a title too, whatever kinds the city has", () => {
    const kinds = [{ nameZh: "河道水位站" }, { nameZh: "检查井液位" }, { nameZh: "manhole_level" }];
    expect(shortTitle("蕉坑水位站 超保证水位", kinds)).toBe("蕉坑 超保证水位");
    expect(shortTitle("东海路液位 超限", kinds)).toBe("东海路 超限");
    expect(shortTitle("河道水位站 超保证水位", kinds)).toBe("河道水位站 超保证水位");
    expect(shortTitle("河西涵洞积水", kinds)).toBe("河西涵洞积水");
    expect(shortTitle("东站 积水", kinds)).toBe("东站 积水");
    expect(shortTitle("蕉坑水位站 超保证水位", [])).toBe("蕉坑水位站 超保证水位");
  });
  test("shows the first property of its kind that it has, else its own first", () => {
    const thing = aThing({ id: "s", kind: "k" });
    expect(mainProperty({ thing, kind })).toBe("manhole_level");
    expect(mainProperty({ thing: { ...thing, datastreams: [] }, kind })).toBeNull();
  });
});

describe("the items of a theme", () => {
  const items = feedItems(
    aBoard(
      [aCase({ id: "odd", category: "manhole/9", priority: 2 })],
      [anAlarm({ id: "odd", observedProperty: "manhole_level", priority: 2 })],
    ),
  );
  const reference: WallReference = {
    ...NO_REFERENCE,
    categories: new Map([["manhole/9", { themes: ["traffic"] } as never]]),
    properties: new Map([["manhole_level", { themes: ["river"] } as never]]),
  };
  const idsOf = (theme: Theme, rows = reference) => itemsOf(theme, items, rows).map(({ id }) => id);

  test("are those whose category or property the city counts to it", () => {
    expect(idsOf("traffic")).toEqual(["case:odd"]);
    expect(idsOf("river")).toEqual(["alarm:odd"]);
  });
  test("contain a case of an unknown category in the themes that show all", () => {
    expect(idsOf("emergency", NO_REFERENCE)).toEqual(["alarm:odd", "case:odd"].toSorted());
    expect(idsOf("urban", NO_REFERENCE)).toEqual(["case:odd"]);
  });
});

test("an alarm is left to the staff of its gauge only where that gauge is drawn", () => {
  const river: ThingKind = { ...unknownKind("river_level"), symbol: "gauge", themes: ["river"] };
  const gauge = aThing({ id: "g1", kind: "river_level", attributes: { warningLevelM: 3, guaranteeLevelM: 4 } });
  const alarm = anAlarm({ id: "a", thingId: "g1", observedProperty: "manhole_level", priority: 2 });
  const items = feedItems(aBoard([], [alarm]));
  const reference = {
    ...NO_REFERENCE,
    properties: new Map([["manhole_level", { icon: null, themes: ["river"] } as never]]),
  };
  const ids = (theme: Theme, things: ThingView[]) =>
    drawn(theme, [river], { things, items, reference }).map(({ id }) => id);
  expect(ids("river", [gauge])).toEqual(["thing:g1"]);
  expect(ids("river", [])).toEqual(["alarm:a"]);
  expect(ids("emergency", [gauge])).toEqual(["alarm:a"]);
});
