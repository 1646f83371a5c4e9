import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { boardKey, buildOf } from "@minqing/server/live/board-key";
import { expect, test } from "vitest";

test("the build follows the pages, and the key of a board has it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "minqing-build-"));
  await writeFile(join(folder, "wall.html"), '<script src="/assets/wall-1.js">');
  const first = await buildOf(folder);
  expect(await buildOf(folder)).toBe(first);
  await writeFile(join(folder, "notes.txt"), "no page");
  expect(await buildOf(folder)).toBe(first);
  await writeFile(join(folder, "wall.html"), '<script src="/assets/wall-2.js">');
  const second = await buildOf(folder);
  expect(second).not.toBe(first);
  expect(boardKey({ build: first }, "4415")).not.toBe(boardKey({ build: second }, "4415"));
  await rm(folder, { recursive: true });
  expect(await buildOf(folder)).toMatch(/^[0-9a-f]{12}$/);
});
