// The contract as others read it: every operation has a name of its own, and says how it refuses.
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { z } from "zod";

const Contract = z.object({
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({ operationId: z.string().optional(), responses: z.record(z.string(), z.unknown()) }),
    ),
  ),
});
type Contract = z.infer<typeof Contract>;

const operationsOf = ({ paths }: Contract) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ route: `${method} ${path}`, ...operation })),
  );

function faultsOf(contract: Contract): string[] {
  const seen = new Set<string>();
  return operationsOf(contract).flatMap(({ route, operationId = "", responses }) => {
    const faults = [
      ...(/^[a-z]+([A-Z][a-z0-9]+)*$/.test(operationId)
        ? []
        : [`${route}: expected an operationId, got "${operationId}"`]),
      ...(seen.has(operationId) ? [`${route}: "${operationId}" is another operation's`] : []),
      ...(responses["default"] === undefined ? [`${route}: expected a problem as its default response`] : []),
    ];
    seen.add(operationId);
    return faults;
  });
}

test("every operation has a name of its own and a problem for what it refuses", async () => {
  const file = new URL("../../../server/openapi.json", import.meta.url);
  const contract = Contract.parse(JSON.parse(await readFile(file, "utf8")));
  expect(operationsOf(contract).length).toBeGreaterThan(100);
  expect(faultsOf(contract)).toEqual([]);
});

test("the shapes of the city are named, and a reference may be null only by saying so", async () => {
  const text = await readFile(new URL("../../../server/openapi.json", import.meta.url), "utf8");
  const { schemas } = Contract.parse(JSON.parse(text)).components;
  for (const name of ["CaseView", "AlarmView", "ThingView", "AccountView", "CaseCommand", "Problem"])
    expect(schemas).toHaveProperty(name);
  const used = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
  expect(used.filter((name) => schemas[name ?? ""] === undefined)).toEqual([]);
  expect(text).not.toContain('"allOf"');
});

test("the check finds a missing name, one that is there twice, and a missing problem", () => {
  const fine = { operationId: "listCases", responses: { default: {} } };
  const paths = { "/a": { get: fine, put: { responses: { default: {} } } }, "/b": { get: { ...fine, responses: {} } } };
  expect(faultsOf({ paths, components: { schemas: {} } })).toEqual([
    'put /a: expected an operationId, got ""',
    'get /b: "listCases" is another operation\'s',
    "get /b: expected a problem as its default response",
  ]);
});
