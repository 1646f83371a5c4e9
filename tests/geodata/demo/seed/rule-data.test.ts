import { DEMO_THING_KINDS } from "@minqing/core/thing/demo-kinds";
import { readRuleData } from "@minqing/geodata/demo/seed/rule-data";
import { expect, test } from "vitest";
import { fastCity } from "../city/fast-city.ts";

const data = readRuleData();
const categories = new Set(data.categories.categories.map(({ code }) => code));
const properties = new Set(data.properties.properties.map(({ key }) => key));
const thingKinds = new Set<string>(DEMO_THING_KINDS);
const city = fastCity("441500");

test("every category of a detection class and of an alarm rule exists", () => {
  expect(
    data.detectionClasses.classes.filter(({ category }) => category !== null && !categories.has(category)),
  ).toEqual([]);
  expect(
    data.alarmRules.rules.filter(({ caseCategory }) => caseCategory !== null && !categories.has(caseCategory)),
  ).toEqual([]);
});

test("every department kind of a category is a bureau of the city", () => {
  const kinds = new Set(city.departments.map(({ kind }) => kind));
  expect(
    data.categories.categories.filter(({ departmentKind }) => departmentKind !== null && !kinds.has(departmentKind)),
  ).toEqual([]);
});

test("every property of a datastream is known, every known property is measured", () => {
  const measured = new Set(city.datastreams.map(({ observedProperty }) => observedProperty));
  expect([...measured].filter((key) => !properties.has(key))).toEqual([]);
  expect([...properties].filter((key) => !measured.has(key))).toEqual([]);
});

test("the things of every rule have its property and its limit", () => {
  for (const rule of data.alarmRules.rules) {
    const things = city.things.filter(({ kind }) => rule.thingKinds.includes(kind));
    expect(rule.thingKinds.filter((kind) => !thingKinds.has(kind))).toEqual([]);
    expect(things.length, rule.id).toBeGreaterThan(0);
    if (rule.kind === "silence") continue;
    for (const thing of things) {
      const own = city.datastreams
        .filter(({ thingId }) => thingId === thing.id)
        .map((stream) => stream.observedProperty);
      expect(own, `${rule.id} on ${thing.id}`).toContain(rule.observedProperty);
      if (typeof rule.limit === "object")
        expect(typeof thing.attributes[rule.limit.attribute], thing.id).toBe("number");
    }
  }
});
