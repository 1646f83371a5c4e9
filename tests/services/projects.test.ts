import { expect, test } from "vitest";
import { PROJECT_SERVICES, STAGES, selectedProjects } from "./projects.ts";

test("without a pattern every project is selected", () => {
  expect(selectedProjects([])).toEqual(Object.keys(PROJECT_SERVICES));
});

test("a name, a star and an exclamation mark select what Vitest selects", () => {
  expect(selectedProjects(["unit"])).toEqual(["unit"]);
  expect(selectedProjects(["db-*"])).toEqual(["db-pg", "db-pglite"]);
  expect(selectedProjects(["!e2e", "!db-pg"])).toEqual(["unit", "db-pglite", "browser"]);
});

test("every project runs in exactly one pool", () => {
  expect(STAGES.flat(2).toSorted()).toEqual(Object.keys(PROJECT_SERVICES).toSorted());
});
