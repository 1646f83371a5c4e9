// Checks the import rules for the modules of a checkout, and counts the checked modules: without a parser for TypeScript
// dependency-cruiser finds 0 modules and no violation, so a file that was not checked is an error here.
import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { BOUNDARY_RULES, ROOMS } from "./boundary-rules.ts";

export interface BoundaryReport {
  /** Number of checked modules by room. */
  counts: Record<string, number>;
  errors: string[];
}

export async function checkBoundaries(root: string): Promise<BoundaryReport> {
  const places = [...ROOMS.map((room) => `${room}/src`), "tests", "start.ts", "dev.ts"];
  const present = places.filter((place) => existsSync(join(root, place)));
  const modules = present.length === 0 ? [] : await cruiseModules(root, present);
  const counts: Record<string, number> = {};
  const errors: string[] = [];
  for (const place of places) {
    const expected = sourcesOf(root, place);
    const checked = new Set(modules.map(({ source }) => source));
    const missed = expected.filter((file) => !checked.has(file));
    counts[place] = expected.length - missed.length;
    if (expected.length === 0) errors.push(`${place}: expected at least one module, got none`);
    for (const file of missed) errors.push(`${file}: expected to be checked, got left out`);
  }
  for (const module of modules) errors.push(...violationsOf(module));
  return { counts, errors };
}

type Module = ICruiseResult["modules"][number];

async function cruiseModules(root: string, places: string[]): Promise<Module[]> {
  const { output } = await cruise(
    places,
    {
      baseDir: root,
      parser: "swc",
      tsPreCompilationDeps: true,
      doNotFollow: { path: "node_modules" },
      exclude: { path: "/fixtures/" },
      ruleSet: { forbidden: BOUNDARY_RULES },
      validate: true,
    },
    {
      extensions: [".ts", ".tsx", ".mts", ".js", ".mjs", ".cjs", ".json", ".css"],
      exportsFields: ["exports"],
      conditionNames: ["types", "import", "node", "default"],
    },
  );
  if (typeof output === "string") throw new Error(`boundaries: expected a result object, got ${output.slice(0, 200)}`);
  return output.modules;
}

function sourcesOf(root: string, place: string): string[] {
  if (place.endsWith(".ts")) return existsSync(join(root, place)) ? [place] : [];
  return globSync(`${place}/**/*.{ts,tsx}`, { cwd: root }).filter((file) => !file.includes("/fixtures/"));
}

function violationsOf(module: Module): string[] {
  return module.dependencies.flatMap((dependency) =>
    (dependency.rules ?? []).map(({ name }) => `${module.source} imports ${dependency.module}: ${name}`),
  );
}
