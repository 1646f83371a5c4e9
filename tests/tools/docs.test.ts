import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROLES } from "@minqing/core/access/account";
import { CASE_STATUSES } from "@minqing/core/case/status";
import { Settings } from "@minqing/core/settings/settings";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(join(import.meta.dirname, "../..", path), "utf8");

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
  const root = join(import.meta.dirname, "../..");
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

/** Proofs as the security pages name them: `file` "beginning of the title". */
const proofsIn = (text: string) =>
  [...text.matchAll(/`([\w./-]+)`(?: of the import)? "([^"…]+)…?"/g)].map(([, file = "", title = ""]) => ({
    file,
    title,
  }));

test("every proof that the ASVS page names is a test", () => {
  const root = join(import.meta.dirname, "../..");
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
