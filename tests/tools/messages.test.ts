import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";

const folder = join(import.meta.dirname, "../../web/src/i18n");
const names = (locale: string) => globSync(`${locale}/*.json`, { cwd: folder }).map((file) => basename(file));
const messages = (locale: string, name: string) =>
  z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(join(folder, locale, name), "utf8")));

/** The names between braces of an ICU message: `{count, plural, …}` → count. */
const placeholders = (message: string) =>
  [...new Set([...message.matchAll(/\{(\w+)\s*[,}]/g)].map((match) => match[1] ?? ""))].sort();

test("Chinese and English have the same files", () => {
  expect(names("zh-CN").length).toBeGreaterThan(0);
  expect(names("en").sort()).toEqual(names("zh-CN").sort());
});

test.each(names("zh-CN"))("%s has the same keys and placeholders in Chinese and English", (name) => {
  const chinese = messages("zh-CN", name);
  const english = messages("en", name);
  expect(Object.keys(english).sort()).toEqual(Object.keys(chinese).sort());
  for (const [key, message] of Object.entries(chinese)) {
    expect(placeholders(english[key] ?? ""), key).toEqual(placeholders(message));
    expect(message, key).not.toBe("");
  }
});
