// What types cannot show about the messages: both languages have the same, each page loads what it uses, and all are
// used.
import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { ADMIN_MESSAGES } from "../../../web/src/i18n/admin-messages.ts";
import { CONSOLE_MESSAGES } from "../../../web/src/i18n/console-messages.ts";
import { PAGE_MESSAGES } from "../../../web/src/i18n/page-messages.ts";
import { WALL_MESSAGES } from "../../../web/src/i18n/wall-messages.ts";

const WEB = join(import.meta.dirname, "../../../web/src");
const CATALOGUES = globSync("*.json", { cwd: join(WEB, "i18n/zh-CN") });

const read = (locale: string, catalogue: string): Record<string, string> =>
  z
    .record(z.string(), z.string())
    .parse(JSON.parse(readFileSync(join(WEB, "i18n", locale, basename(catalogue)), "utf8")));

/** Names inside braces: {n}, {n, plural, …}. */
const placeholders = (message: string): Set<string | undefined> =>
  new Set([...message.matchAll(/\{\s*(\w+)\s*[,}]/g)].map((match) => match[1]));

test("both languages have the same catalogues", () => {
  expect(CATALOGUES.length).toBeGreaterThan(5);
  expect(globSync("*.json", { cwd: join(WEB, "i18n/en") }).toSorted()).toEqual(CATALOGUES.toSorted());
});

test.each(CATALOGUES)("%s has the same keys and placeholders in zh-CN and en", (catalogue) => {
  const zh = read("zh-CN", catalogue);
  const en = read("en", catalogue);
  expect(Object.keys(en).toSorted()).toEqual(Object.keys(zh).toSorted());
  for (const [key, message] of Object.entries(zh)) {
    expect(placeholders(en[key] ?? ""), key).toEqual(placeholders(message));
    expect(message.trim(), key).not.toBe("");
  }
});

test("no English text has Chinese characters, except the name of the other language", () => {
  for (const catalogue of CATALOGUES) {
    for (const [key, message] of Object.entries(read("en", catalogue))) {
      if (key !== "language.other") expect(/\p{Script=Han}/u.test(message), `${key}: ${message}`).toBe(false);
    }
  }
});

const ALL_KEYS = CATALOGUES.flatMap((catalogue) => Object.keys(read("zh-CN", catalogue)));

/** The files that a page loads, found by following its relative imports. */
function filesOf(entry: string): string[] {
  const found = new Set([join(WEB, entry)]);
  for (const file of found) {
    for (const [, path = ""] of readFileSync(file, "utf8").matchAll(/from "(\.[^"]+\.tsx?)"/g)) {
      found.add(join(dirname(file), path));
    }
  }
  return [...found];
}

/** Every key that stands in the files as a string, or that a template string such as `role.${role}` can give. */
function keysIn(files: readonly string[]): Set<string> {
  const source = files.map((file) => readFileSync(file, "utf8")).join("\n");
  const strings = new Set([...source.matchAll(/"([\w.-]+)"/g)].map((match) => match[1]));
  const templates = [...source.matchAll(/`((?:[\w-]+|\$\{\w+\}\.[\w-]+)\.?(?:[\w.-]|\$\{[^}]+\})*)`/g)].map(
    ([, text = ""]) => new RegExp(`^${text.replaceAll(".", "\\.").replace(/\$\{[^}]+\}/g, ".+")}$`),
  );
  return new Set(ALL_KEYS.filter((key) => strings.has(key) || templates.some((template) => template.test(key))));
}

test.each([
  ["wall/main.tsx", WALL_MESSAGES],
  ["console/main.tsx", CONSOLE_MESSAGES],
  ["admin/main.tsx", ADMIN_MESSAGES],
  ["field/main.tsx", PAGE_MESSAGES],
  ["public/main.tsx", PAGE_MESSAGES],
] as const)("%s loads every message that it uses", (entry, messages) => {
  const used = keysIn(filesOf(entry));
  expect(used.size).toBeGreaterThan(10);
  expect([...used].filter((key) => !(key in messages["zh-CN"]))).toEqual([]);
});

test("every message is used", () => {
  const files = globSync("**/*.{ts,tsx}", { cwd: WEB }).map((file) => join(WEB, file));
  const used = keysIn(files);
  expect(ALL_KEYS.filter((key) => !used.has(key))).toEqual([]);
});
