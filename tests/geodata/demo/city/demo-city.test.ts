// The demo city's promises, on both cities: counts, codes, covering, one connected road graph, census, determinism.

import { DEMO_THING_KINDS } from "@minqing/core/thing/demo-kinds";
import type { DemoCity } from "@minqing/geodata/demo/city/demo-city";
import { Groups } from "@minqing/geodata/demo/city/graph";
import { areaContains, areaM2 } from "@minqing/geodata/demo/city/ring";
import type { CityCode } from "@minqing/geodata/demo/city/sources";
import { describe, expect, test } from "vitest";
import { cityDigest } from "./city-digest.ts";
import { ANCHOR, fastCity, fullCity } from "./fast-city.ts";

interface Expectation {
  code: CityCode;
  digest: string;
  counties: number;
  towns: number;
  villages: number;
  population: number;
  rivers: string[];
}

const CITIES: readonly Expectation[] = [
  {
    code: "441500",
    digest: "ad3f5ac5f198b251213ca18b7f077687",
    counties: 4,
    towns: 63,
    villages: 907,
    population: 2_738_482,
    rivers: ["螺河", "黄江", "赤石河", "乌坎河"],
  },
  {
    code: "440500",
    digest: "aa78f1182af882f75171be2fb0df6db3",
    counties: 7,
    towns: 67,
    villages: 1091,
    population: 5_502_031,
    rivers: ["新津河", "梅溪河", "义丰溪", "榕江", "练江", "韩江", "韩江东溪"],
  },
];

const sumArea = (parts: readonly { area: DemoCity["frame"]["area"] }[]): number =>
  parts.reduce((sum, { area }) => sum + areaM2(area), 0);

describe.each(CITIES)("demo city $code", (expected) => {
  const full = fullCity(expected.code);
  const fast = fastCity(expected.code);

  test("the same seed makes the same city, with the digest recorded here", { timeout: 60_000 }, () => {
    const digest = cityDigest(fast, ANCHOR);
    expect(cityDigest(fastCity(expected.code), ANCHOR)).toBe(digest);
    expect(digest).toBe(expected.digest);
  });

  test("at full scale it has at least the promised numbers", () => {
    expect(full.cells.length).toBeGreaterThanOrEqual(7000);
    expect(full.things.length).toBeGreaterThanOrEqual(3000);
    expect(full.cameras.length).toBeGreaterThanOrEqual(500);
    expect(full.components.length).toBeGreaterThanOrEqual(20_000);
    expect(full.frame.roads.filter(({ monitored }) => monitored).length).toBeGreaterThanOrEqual(300);
  });

  test("divisions are those of the statistics office and people those of the census", () => {
    expect(full.frame.counties).toHaveLength(expected.counties);
    expect(full.frame.towns).toHaveLength(expected.towns);
    expect(full.frame.villages).toHaveLength(expected.villages);
    const city = full.regions.find(({ level }) => level === "city");
    expect(city?.population).toBe(expected.population);
    expect(full.cells.reduce((sum, { population }) => sum + population, 0)).toBe(expected.population);
    for (const region of full.regions.filter(({ level }) => level === "town" || level === "county")) {
      expect(region.nameEn, region.code).not.toBeNull();
    }
  });

  test("towns fill their counties, villages their towns, grid cells their villages", () => {
    for (const parts of [full.frame.towns, full.frame.villages, full.cells]) {
      // Over 2,000 km² and thousands of parts: rounding stays below ten square metres.
      expect(Math.abs(sumArea(parts) - areaM2(full.frame.area))).toBeLessThan(10);
    }
    for (const cell of full.cells) expect(areaContains(cell.area, cell.labelAt), cell.code).toBe(true);
  });

  test("every code has the form of its standard, and none is used twice", () => {
    const unique = (codes: string[], form: RegExp): void => {
      expect(codes.filter((code) => !form.test(code))).toEqual([]);
      expect(new Set(codes).size).toBe(codes.length);
    };
    unique(
      full.cells.map(({ code }) => code),
      /^\d{15}$/,
    );
    unique(
      full.components.map(({ id }) => id),
      /^\d{16}$/,
    );
    unique(
      full.cameras.map(({ id }) => id),
      /^\d{20}$/,
    );
    unique(
      full.things.map(({ id }) => id),
      /^[\w-]{1,64}$/,
    );
    unique(
      full.people.map(({ id }) => id),
      /./,
    );
    unique(
      full.frame.roads.map(({ code }) => code),
      /^R[12]-/,
    );
    for (const { id, classCode, regionCode } of full.components) {
      expect(id.slice(0, 10)).toBe(regionCode.slice(0, 6) + classCode);
    }
  });

  test.each([full, fast])("every kind of thing has devices of its own and one spare ($densityScale)", (city) => {
    for (const kind of DEMO_THING_KINDS) {
      const ofKind = city.things.filter((thing) => thing.kind === kind);
      expect(
        ofKind.filter(({ spare }) => spare),
        kind,
      ).toHaveLength(1);
      expect(ofKind.filter(({ spare }) => !spare).length, kind).toBeGreaterThan(0);
    }
    expect(city.cameras.filter(({ spare }) => spare)).toHaveLength(2);
    const streams = new Set(city.datastreams.map(({ thingId }) => thingId));
    expect(city.things.filter(({ id }) => !streams.has(id))).toEqual([]);
  });

  test("levels carry their datum and gauges their limits in order", () => {
    for (const stream of full.datastreams) {
      const isLevel = ["water_level", "tide_level"].includes(stream.observedProperty);
      expect(stream.datum !== null).toBe(isLevel);
    }
    for (const { attributes, name } of full.things.filter(({ kind }) => kind === "river_level")) {
      const levels = ["bedLevelM", "normalLevelM", "warningLevelM", "guaranteeLevelM"].map((key) =>
        Number(attributes[key]),
      );
      expect(levels, name).toEqual([...levels].sort((a, b) => a - b));
    }
  });

  test("one detector stands on each monitored segment", () => {
    const monitored = full.frame.roads.filter((road) => road.monitored).map(({ code }) => code);
    const detectors = full.things.filter(({ kind }) => kind === "traffic_sensor").map(({ roadCode }) => roadCode);
    expect([...detectors].sort()).toEqual([...monitored].sort());
  });

  test("the road graph is connected and its segments meet at their nodes", () => {
    const nodes = new Map<number, string>();
    const last = Math.max(...full.frame.roads.flatMap(({ fromNode, toNode }) => [fromNode, toNode]));
    const groups = new Groups(last + 1);
    let joins = 0;
    for (const { fromNode, toNode, line } of full.frame.roads) {
      if (groups.join(fromNode, toNode)) joins += 1;
      for (const [node, point] of [
        [fromNode, line[0]],
        [toNode, line.at(-1)],
      ] as const) {
        const place = point?.map((metres) => Math.round(metres * 100)).join();
        expect(nodes.get(node) ?? place).toBe(place);
        nodes.set(node, place ?? "");
      }
    }
    expect(joins).toBe(nodes.size - 1);
  });

  test("rivers are cut into reaches that follow one another from the mouth", () => {
    expect(full.frame.rivers.map(({ name }) => name).sort()).toEqual([...expected.rivers].sort());
    for (const river of full.frame.rivers) {
      const reaches = full.frame.reaches.filter(({ riverId }) => riverId === river.id);
      expect(reaches.length, river.name).toBeGreaterThan(0);
      const sorted = [...reaches].sort((p, q) => p.chainageFromM - q.chainageFromM);
      sorted.forEach((reach, i) => {
        expect(reach.chainageToM).toBeGreaterThan(reach.chainageFromM);
        const next = sorted[i + 1];
        if (next) expect(next.chainageFromM).toBeGreaterThanOrEqual(reach.chainageToM);
      });
    }
  });

  test("every reach has chiefs of all four levels above it, every grid cell its worker", () => {
    const ids = new Set(full.people.map(({ id }) => id));
    for (const { code, riverId, regionCode } of full.frame.reaches) {
      const chiefIds = [
        `chief-city-${riverId}`,
        `chief-county-${riverId}-${regionCode.slice(0, 6)}`,
        `chief-town-${code}`,
        `chief-village-${code}`,
      ];
      expect(chiefIds.filter((id) => !ids.has(id))).toEqual([]);
    }
    expect(full.cells.filter(({ code }) => !ids.has(`grid-worker-${code}`))).toEqual([]);
    for (const { phone } of full.people) expect(phone).toMatch(/^1\d{2}\*{4}\d{4}$/);
  });

  test("every referenced department exists", () => {
    const ids = new Set(full.departments.map(({ id }) => id));
    const named = [...full.things, ...full.components, ...full.people].map(({ departmentId }) => departmentId);
    expect(named.filter((id) => id !== null && !ids.has(id))).toEqual([]);
    expect(full.departments.filter(({ parentId }) => parentId !== null && !ids.has(parentId))).toEqual([]);
  });
});

test("zones are counted in one place and run from another", { timeout: 60_000 }, () => {
  const regions = new Map(fastCity("441500").regions.map((region) => [region.code, region]));
  expect(regions.get("441521103")).toMatchObject({ parentCode: "441521", managementParentCode: "441599" });
  expect(regions.get("441599")).toMatchObject({ kind: "zone", managementParentCode: "440300" });
  expect(regions.get("441581450")).toMatchObject({
    kind: "town_like",
    parentCode: "441581",
    managementParentCode: null,
  });
});
