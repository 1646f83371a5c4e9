// Every text of the pages exists in both languages, with the same placeholders, and every text that code asks for exists.
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, test } from "vitest";

const WEB = join(import.meta.dirname, "../../../web/src");
const AREAS = (await readdir(join(WEB, "i18n/zh-CN"))).map((file) => basename(file, ".json"));

const read = async (locale: string, area: string): Promise<Record<string, string>> =>
  JSON.parse(await readFile(join(WEB, "i18n", locale, `${area}.json`), "utf8"));

/** Names inside braces: {n}, {n, plural, …}. */
const placeholders = (message: string): string[] =>
  [...message.matchAll(/\{\s*(\w+)\s*[,}]/g)].map((match) => match[1] ?? "").toSorted();

test.each(AREAS)("the %s messages have the same keys and placeholders in zh-CN and en", async (area) => {
  const zh = await read("zh-CN", area);
  const en = await read("en", area);
  expect(Object.keys(en).toSorted()).toEqual(Object.keys(zh).toSorted());
  for (const [key, message] of Object.entries(zh)) {
    expect(new Set(placeholders(en[key] ?? "")), key).toEqual(new Set(placeholders(message)));
    expect(message.trim(), key).not.toBe("");
  }
});

test("no English text holds Chinese characters, but the name of the other language", async () => {
  for (const area of AREAS) {
    for (const [key, message] of Object.entries(await read("en", area))) {
      if (key !== "language.other") expect(/\p{Script=Han}/u.test(message), `${area} ${key}: ${message}`).toBe(false);
    }
  }
});

test("both languages have the same files of messages", async () => {
  expect(AREAS.length).toBeGreaterThan(5);
  expect((await readdir(join(WEB, "i18n/en"))).toSorted()).toEqual(AREAS.map((area) => `${area}.json`).toSorted());
});

test("every message that wall, access, admin and design ask for by its name exists", async () => {
  const known = new Set<string>();
  for (const area of AREAS) for (const key of Object.keys(await read("zh-CN", area))) known.add(key);
  const missing: string[] = [];
  let looked = 0;
  for (const folder of ["wall", "access", "admin", "design", "i18n"]) {
    const files = await readdir(join(WEB, folder), { recursive: true });
    for (const file of files.filter((name) => /\.tsx?$/.test(name))) {
      const source = await readFile(join(WEB, folder, file), "utf8");
      for (const [, key] of source.matchAll(/\bt\(\s*"([\w.]+)"/g)) {
        looked += 1;
        if (key !== undefined && !known.has(key)) missing.push(`${folder}/${file}: ${key}`);
      }
    }
  }
  expect(looked).toBeGreaterThan(60);
  expect(missing).toEqual([]);
});
