// The wall's pure parts: scenes, address, drilling, gauges, focus, cameras, forces, timeline.
import type { CameraView } from "@minqing/core/camera/camera";
import type { Figure } from "@minqing/core/kpi/kpi";
import { unknownKind } from "@minqing/core/thing/kind";
import type { ThingView } from "@minqing/core/thing/thing";
import { describe, expect, test } from "vitest";
import type { Text } from "../../../web/src/i18n/use-text.ts";
import { focusArea, isInBounds } from "../../../web/src/wall/board-map/focus-area.ts";
import { compareGauges, gaugeState } from "../../../web/src/wall/board-map/gauge-state.ts";
import { shortPlace } from "../../../web/src/wall/board-map/item-text.ts";
import { nextRegion } from "../../../web/src/wall/board-map/next-region.ts";
import { cameraGroups, groupCameras } from "../../../web/src/wall/cameras/camera-groups.ts";
import { stationsOf } from "../../../web/src/wall/data/city-store.ts";
import type { Station } from "../../../web/src/wall/data/station.ts";
import { feedItems } from "../../../web/src/wall/feed/feed-items.ts";
import { figureText } from "../../../web/src/wall/figures/figure-text.ts";
import { isHigh, share } from "../../../web/src/wall/figures/share.ts";
import { countForces } from "../../../web/src/wall/forces/count-forces.ts";
import { warningTitle } from "../../../web/src/wall/header/warning-title.ts";
import { trendOf } from "../../../web/src/wall/panels/use-trends.ts";
import { parseRoute, routeSearch } from "../../../web/src/wall/route.ts";
import { fitScene, SCENES, sceneFor } from "../../../web/src/wall/scene.ts";
import { bars, hourTicks, linePath } from "../../../web/src/wall/timeline/lane-paths.ts";
import { upFrom } from "../../../web/src/wall/use-keys.ts";
import { aBoard, aCase, anAlarm } from "./make-board.ts";

const now = Date.parse("2026-09-11T00:00:00Z");
const t: Text = (id, values) => `${id}${values === undefined ? "" : JSON.stringify(values)}`;

describe("the scene", () => {
  test("is chosen by the window's shape unless the address names one", () => {
    expect(sceneFor(null, 3840, 1080).key).toBe("3840x1080");
    expect(sceneFor(null, 1920, 1080).key).toBe("1920x1080");
    expect(sceneFor("1920x1080", 3840, 1080).key).toBe("1920x1080");
    expect(sceneFor("nonsense", 1280, 720).key).toBe("1920x1080");
  });
  test("is scaled as a whole with letterboxing", () => {
    const wide = sceneFor("3840x1080", 0, 0);
    expect(fitScene(wide, 1920, 1080)).toEqual({ scale: 0.5, left: 0, top: 270 });
    for (const scene of SCENES) expect(scene.floorNearPx).toBeLessThan(scene.floorFarPx);
  });
});

describe("the address", () => {
  test("contains theme and region and survives a round trip", () => {
    const route = parseRoute("?theme=river&region=441581101&lang=en");
    expect(route).toEqual({ theme: "river", region: "441581101", size: null });
    expect(parseRoute(routeSearch(route, "?lang=en"))).toEqual(route);
    expect(routeSearch(route, "?lang=en")).toContain("lang=en");
  });
  test("with invalid values shows the whole city in the first theme", () => {
    expect(parseRoute("?theme=x&region=12;drop")).toEqual({ theme: "emergency", region: null, size: null });
  });
});

describe("drilling", () => {
  const path = ["441500", "441581", "441581101", "441581101201", "441581101201003"];
  test("goes one level down at a time, to the grid cell and no further", () => {
    expect(nextRegion(path, "441500", "441500")).toBe("441581");
    expect(nextRegion(path, "441581", "441500")).toBe("441581101");
    expect(nextRegion(path, "441581101201", "441581")).toBe("441581101201003");
    expect(nextRegion(path, "441581101201003", "441500")).toBeNull();
  });
  test("outside of the shown region goes to the neighbour of the same level", () => {
    expect(nextRegion(path, "441502", "441500")).toBe("441581");
    expect(nextRegion(path, "441502003", "441500")).toBe("441581101");
  });
  test("goes directly to a region that the own county manages in another one", () => {
    expect(nextRegion(path, "441502", "441502")).toBe("441581101201003");
    expect(upFrom("441581101201", "441502")).toBeNull();
  });
  test("goes back up to the home region", () => {
    expect(upFrom("441581101201003", "441500")).toBe("441581101201");
    expect(upFrom("441581101", "441500")).toBe("441581");
    expect(upFrom("441581", "441500")).toBeNull();
    expect(upFrom("441581101201", "441581101")).toBeNull();
  });
});

const station = (valueM: number | null, stale = false): Station => ({
  thing: {
    attributes: { warningLevelM: 10, guaranteeLevelM: 12, bedLevelM: 4 },
    datastreams: [{ id: 1, observedProperty: "water_level" }],
  } as unknown as ThingView,
  kind: unknownKind("river_level"),
  readings: valueM === null ? {} : { water_level: { value: valueM, observedAtMs: now, stale } },
});

describe("gauges", () => {
  test("stand at 60 % at 警戒 and at 86 % at 保证, whatever their limits", () => {
    expect(gaugeState(station(10))).toMatchObject({ state: "warning", fill: 0.6, overM: 0 });
    expect(gaugeState(station(12))).toMatchObject({ state: "guarantee", overM: 2 });
    expect(gaugeState(station(12))?.fill).toBeCloseTo(0.86);
    expect(gaugeState(station(7))).toMatchObject({ state: "normal", fill: 0.3 });
  });
  test("without a fresh level are silent, never normal", () => {
    expect(gaugeState(station(7, true))).toMatchObject({ state: "silent", fill: null, overM: null });
    expect(gaugeState(station(null))).toMatchObject({ state: "silent", valueM: null });
  });
  test("are ordered by danger, silent ones last", () => {
    const states = [station(7), station(3, true), station(11), station(12.5), station(9)].flatMap(
      (s) => gaugeState(s) ?? [],
    );
    expect(states.toSorted(compareGauges).map(({ valueM }) => valueM)).toEqual([12.5, 11, 9, 7, 3]);
  });
});

test("a late value never replaces a newer one, and an old reading is marked as stale", () => {
  const thing = {
    kind: "river_level",
    spare: false,
    datastreams: [{ id: 5, observedProperty: "water_level", staleAfterMs: 180_000 }],
  } as unknown as ThingView;
  const latest = new Map([[5, { value: 3.2, observedAtMs: now }]]);
  const at = (ms: number) =>
    stationsOf({ things: [thing], kinds: new Map(), latest }, () => true, ms)[0]?.readings["water_level"];
  expect(at(now + 179_000)).toMatchObject({ value: 3.2, stale: false });
  expect(at(now + 181_000)).toMatchObject({ stale: true });
});

describe("the focus area", () => {
  const items = feedItems(
    aBoard(
      [
        aCase({ id: "a", position: [115.3, 22.8], priority: 3 }),
        aCase({ id: "b", position: [115.31, 22.81], priority: 3 }),
        aCase({ id: "c", position: [115.9, 23.2], priority: 2 }),
      ],
      [anAlarm({ id: "p1", position: [115.64, 23.05] })],
    ),
  );
  test("contains the heaviest item", () => {
    const area = focusArea(items, null);
    expect(area).not.toBeNull();
    expect(area !== null && isInBounds(area.bounds, [115.64, 23.05])).toBe(true);
    expect(area?.leadId).toBe("alarm:p1");
  });
  test("stays until another place is clearly heavier", () => {
    const before = focusArea(
      items.filter(({ id }) => id === "case:c"),
      null,
    );
    const more = feedItems(
      aBoard(
        [
          aCase({ id: "c", position: [115.9, 23.2], priority: 2 }),
          aCase({ id: "d", position: [115.3, 22.8], priority: 2 }),
        ],
        [],
      ),
    );
    expect(focusArea(more, before)?.bounds).toEqual(before?.bounds);
    expect(focusArea(items, before)?.leadId).toBe("alarm:p1");
  });
  test("is null without items", () => {
    expect(focusArea([], null)).toBeNull();
  });
});

test("cameras of the theme's subject come first, those with the newest picture before the others", () => {
  const camera = (id: string, group: string, snapshotAt: string | null): CameraView => ({
    id,
    no: 1,
    name: id,
    group,
    regionCode: "441502001001001",
    regionName: "",
    position: [0, 0],
    azimuth: 0,
    status: "online",
    snapshotAt,
    snapshotUrl: null,
    spare: false,
    synthetic: true,
  });
  const cameras = [
    camera("1", "城区市场周边", "2026-09-11T00:00:00Z"),
    camera("2", "螺河沿线", null),
    camera("3", "螺河沿线", "2026-09-11T00:01:00Z"),
    camera("4", "城区路口", null),
  ];
  const groups = new Map([
    ["螺河沿线", { name: "螺河沿线", themes: ["river"] }],
    ["城区路口", { name: "城区路口", themes: ["traffic", "theme-of-tomorrow"] }],
  ]);
  expect(cameraGroups(cameras, { theme: "river", region: null, groups })[0]).toBe("螺河沿线");
  expect(cameraGroups(cameras, { theme: "traffic", region: null, groups })[0]).toBe("城区路口");
  expect(cameraGroups(cameras, { theme: "traffic", region: "441581", groups })).toEqual([]);
  // A group without a row comes after those of the theme, and is there.
  const withoutRows = cameraGroups(cameras, { theme: "river", region: null, groups: new Map() });
  expect(withoutRows.toSorted()).toEqual(["城区路口", "城区市场周边", "螺河沿线"].toSorted());
  expect(groupCameras(cameras, "螺河沿线", null).map(({ id }) => id)).toEqual(["3", "2"]);
});

test("forces are counted by class, in the region, with those who have reported lately", () => {
  const thing = (no: number, regionCode: string, vehicleClass: string) =>
    ({ no, kind: "vehicle", regionCode, spare: false, attributes: { vehicleClass } }) as unknown as ThingView;
  const things = [thing(1, "441502001", "pump"), thing(2, "441502001", "pump"), thing(3, "441581001", "pump")];
  expect(countForces(things, new Set([1, 3]), "441502").get("pump")).toEqual({ fresh: 1, total: 2 });
});

describe("figures", () => {
  const figure = (given: Partial<Figure>): Figure => ({
    key: "cases_reported_today",
    value: 218,
    unit: "件",
    comparison: { basis: "yesterday_same_time", value: 97 },
    denominator: null,
    dataAt: "2026-09-10T23:59:56Z",
    ...given,
  });
  test("come with comparison, difference and age", () => {
    expect(figureText(figure({}), t, now)).toMatchObject({
      value: "218",
      comparison: "basis.yesterday_same_time 97",
      difference: "+121",
      age: 'age.seconds{"n":4}',
    });
  });
  test("without a comparison show no difference", () => {
    expect(figureText(figure({ comparison: null }), t, now)).toMatchObject({ comparison: null, difference: null });
  });
  test("of ratios are per cent, and a dash without a denominator", () => {
    const rate = { key: "on_time_rate", unit: "ratio", comparison: { basis: "seven_day_mean" as const, value: 0.897 } };
    expect(figureText(figure({ ...rate, value: 0.914 }), t, now)).toMatchObject({
      value: "91.4",
      unit: "%",
      difference: "+1.7",
    });
    expect(figureText(figure({ ...rate, value: null }), t, now)).toMatchObject({ value: "–", difference: null });
  });
});

describe("the timeline", () => {
  const box = { width: 100, height: 10, min: 0, max: 10 };
  test("draws missing data as a gap", () => {
    expect(linePath([0, 5, null, 10, 10], box)).toBe("M0 10L25 5M75 0L100 0");
    expect(bars([0, null, 5], box)).toHaveLength(1);
  });
  test("marks full hours of Shanghai", () => {
    const from = Date.parse("2026-09-10T14:30:00Z");
    const ticks = hourTicks(from, from + 6 * 3600_000, 600, 3);
    expect(ticks.map(({ isMidnight }) => isMidnight)).toEqual([true, false]);
    expect(ticks[0]?.x).toBe(150);
  });
});

test("bars end with their track, and are high from 25 % more", () => {
  expect([share(5, 10), share(20, 10), share(-1, 10), share(1, 0)]).toEqual([50, 100, 0, 0]);
  expect([isHigh(41, 29), isHigh(4, 3), isHigh(10, null)]).toEqual([true, false, false]);
});

test("a level rises, falls or stands; before a minute has passed it has no trend", () => {
  const samples = (last: number, ms: number) => [
    { atMs: 0, value: 1 },
    { atMs: ms, value: last },
  ];
  expect(trendOf(samples(1.2, 30_000))).toBeNull();
  expect(trendOf(samples(1.2, 60_000))).toBe("up");
  expect(trendOf(samples(0.9, 60_000))).toBe("down");
  expect(trendOf(samples(1.005, 60_000))).toBe("flat");
});

test("long names of committees become names of villages and communities", () => {
  expect(shortPlace("联安镇 渡头社区居民委员会")).toBe("联安镇 渡头社区");
  expect(shortPlace("联安镇 优冲村村民委员会")).toBe("联安镇 优冲村");
  expect(shortPlace("八万镇 坪林村委会")).toBe("八万镇 坪林村");
});

test("a warning of the wall's own city is named without the city", () => {
  const names = ["汕尾市", "Shanwei"];
  expect(warningTitle("汕尾市雷电黄色预警", names)).toBe("雷电黄色");
  expect(warningTitle("Yellow thunderstorm warning, Shanwei", names)).toBe("Yellow thunderstorm");
  expect(warningTitle("陆丰市暴雨红色预警", names)).toBe("陆丰市暴雨红色");
});
