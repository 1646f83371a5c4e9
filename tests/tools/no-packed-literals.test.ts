import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "minqing-lint-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Findings of the rule in one line of code; empty where it is allowed. */
function findingsIn(code: string): string[] {
  const config = join(folder, "biome.json");
  const plugins = [join(ROOT, "tests/tools/no-packed-literals.grit")];
  writeFileSync(config, JSON.stringify({ root: true, plugins, linter: { rules: { preset: "none" } } }));
  writeFileSync(join(folder, "code.ts"), `${code}\n`);
  const biome = join(ROOT, "node_modules/.bin/biome");
  const run = spawnSync(biome, ["lint", "--reporter=json", `--config-path=${config}`, "code.ts"], {
    cwd: folder,
    encoding: "utf8",
  });
  const { diagnostics } = JSON.parse(run.stdout) as { diagnostics: { category: string }[] };
  return diagnostics.map(({ category }) => category);
}

test.each([
  "export const packed = { ...{ a: 1, b: 2 }, c: 3 };",
  "export const late = { c: 3, ...{ a: 1 } };",
  "export const list = [...[1, 2], 3];",
  "export const deep = { a: { ...{ b: 1 }, c: 2 } };",
])("a literal spread into a literal is refused: %s", (code) => {
  expect(findingsIn(code)).toEqual(["plugin"]);
});

test.each([
  "export const given = (a: object) => ({ ...a, b: 1 });",
  "export const sometimes = (a: boolean) => ({ ...(a ? { b: 1 } : {}), c: 2 });",
  "export const widest = Math.max(...[1, 2]);",
])("another spread is allowed: %s", (code) => {
  expect(findingsIn(code)).toEqual([]);
});
