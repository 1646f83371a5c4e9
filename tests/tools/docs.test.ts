import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join, matchesGlob } from "node:path";
import { ROLES } from "@minqing/core/access/account";
import { CASE_STATUSES } from "@minqing/core/case/status";
import { Settings } from "@minqing/core/settings/settings";
import { expect, test } from "vitest";
import { z } from "zod";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** The first cell of every row of the tables, without the backticks. */
const firstCells = (text: string) =>
  [...text.matchAll(/^\| (?!word|setting|what|name|command|-)([^|]+) \|/gm)].map((match) =>
    (match[1] ?? "").replaceAll("`", ""),
  );

test("the operations page names every setting, with its default", () => {
  const page = read("docs/operations.md");
  const missing = Object.keys(Settings.shape).filter((name) => !page.includes(`| \`${name}\` |`));
  expect(missing).toEqual([]);
  const defaults = Settings.parse({});
  for (const name of ["PORT", "MQTT_PORT", "DATABASE_POOL", "DATABASE_STATEMENT_TIMEOUT_MS", "CITY", "TZ"] as const) {
    expect(page).toContain(`| \`${name}\` | \`${defaults[name]}\` |`);
  }
});

test("the glossary defines every status and role, and every word once", () => {
  const words = firstCells(read("docs/glossary.md"));
  expect(words).toEqual(expect.arrayContaining([...CASE_STATUSES, ...ROLES]));
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
});

test("links between pages lead to files", () => {
  const pages = globSync(["*.md", "docs/**/*.md"], { cwd: root });
  expect(pages.length).toBeGreaterThan(8);
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:)([^)#]+)(#[^)]*)?\)/g)]
      .map((match) => match[1] ?? "")
      .filter((target) => !existsSync(join(root, dirname(page), target)))
      .map((target) => `${page} → ${target}`),
  );
  expect(broken).toEqual([]);
});

const files = globSync("**/*.*", { cwd: root, exclude: (name) => /^(node_modules|dist|\.git)$/.test(name) });

/** Whether a repository holds what a page names: a path from its root, with `*` in it or not, or a file's name alone. */
const isThere = (named: string): boolean => {
  if (!named.includes("/")) return files.some((file) => basename(file) === named);
  return files.some((file) => file.startsWith(named.endsWith("/") ? named : `${named}/`) || matchesGlob(file, named));
};

/** Paths that begin with a room, and names of source files, between backticks; a "new file" of a recipe is not there. */
const pathsIn = (text: string): string[] => {
  const rooms = new Set(files.filter((file) => file.includes("/")).map((file) => file.slice(0, file.indexOf("/"))));
  const quoted = [...text.matchAll(/(?<!new file )`([\w.*@/-]+)`/gi)].map((match) => match[1] ?? "");
  return quoted.filter((path) =>
    path.includes("/") ? rooms.has(path.slice(0, path.indexOf("/"))) : /^[\w-][\w.-]*\.(ts|tsx|sql|mjs)$/.test(path),
  );
};

test("every path and source file that a page names is there", () => {
  const pages = globSync(["*.md", "docs/**/*.md"], { cwd: root }).filter((page) => page !== "CHANGELOG.md");
  const named = pages.flatMap((page) => pathsIn(read(page)).map((path) => ({ page, path })));
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter(({ path }) => !isThere(path)).map(({ page, path }) => `${page}: ${path}`)).toEqual([]);
});

test("the room's own pages name every command of package.json that a person gives", () => {
  const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read("package.json")));
  const text = ["README.md", "CONTRIBUTING.md", "docs/operations.md"].map(read).join("\n");
  const names = Object.keys(scripts);
  const unnamed = names.filter(
    (name) => !text.includes(name === "start" || name === "test" ? `npm ${name}` : `npm run ${name}`),
  );
  expect(unnamed).toEqual([]);
  const given = [...text.matchAll(/npm run (\w[\w-]*)/g)].map((match) => match[1] ?? "");
  expect(given.filter((name) => !names.includes(name))).toEqual([]);
});

test("the version is one: in every package.json, and of the newest release in the changelog", () => {
  const packages = globSync(["package.json", "*/package.json"], { cwd: root }).filter(
    (file) => !file.startsWith("node_modules"),
  );
  expect(packages.length).toBe(8);
  const versions = packages.map((file) => z.object({ version: z.string() }).parse(JSON.parse(read(file))).version);
  const [, newest] = /^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$/m.exec(read("CHANGELOG.md")) ?? [];
  expect([...new Set(versions)]).toEqual([newest]);
});

/** Proofs as the security pages name them: `file` "beginning of the title". */
const proofsIn = (text: string) =>
  [...text.matchAll(/`([\w./-]+)`(?: of the import)? "([^"…]+)…?"/g)].map(([, file = "", title = ""]) => ({
    file,
    title,
  }));

test("every proof that the ASVS page names is a test", () => {
  const proofs = proofsIn(read("docs/asvs.md"));
  expect(proofs.length).toBeGreaterThan(120);
  const missing = proofs.filter(({ file, title }) => {
    const sources = globSync(`tests/**/${file}.test.{ts,tsx}`, { cwd: root }).map(read);
    return !sources.some((source) => source.includes(`"${title}`));
  });
  expect(missing).toEqual([]);
});

test("the ASVS page has every requirement of levels 1 and 2 once, and counts its results", () => {
  const page = read("docs/asvs.md");
  const counts = new Map<string, number>();
  const numbers = [...page.matchAll(/^\| (\d+\.\d+\.)(\d+)(?:–[\d.]+\.(\d+))? \| [^|]* \| ([^|]+) \|/gm)].flatMap(
    ([, section = "", first = "", last = first, result = ""]) => {
      const own = Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => `${section}${Number(first) + i}`);
      counts.set(result, (counts.get(result) ?? 0) + own.length);
      return own;
    },
  );
  // Of 253 in the standard, 7 are of V17.
  expect([numbers.length, new Set(numbers).size]).toEqual([246, 246]);
  const results = ["met", "partly", "operator", "not yet", "deviates", "n/a"].map(
    (word) => `${counts.get(word)} ${word}`,
  );
  expect(page).toContain(`Of 246: ${results.join(", ")}.`);
});
