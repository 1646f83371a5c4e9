import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serverConfig } from "@minqing/server/config";
import { expect, test } from "vitest";

const GOOD = "Zk3vQ9xW1tYb7LrD5uHn2Jc8PfMs4AgE";

test("a secret of one's own is taken, from the environment or from a file", async () => {
  expect(serverConfig({ SESSION_SECRET: GOOD }).secret).toBe(GOOD);
  const file = join(await mkdtemp(join(tmpdir(), "minqing-config-")), "secret");
  await writeFile(file, `${GOOD}\n`);
  expect(serverConfig({ SESSION_SECRET_FILE: file })).toMatchObject({ secret: GOOD, settings: { DEMO: false } });
});

test.each([
  [{}, /got neither/],
  [{ SESSION_SECRET: "short" }, /expected at least 32 characters/],
  [{ SESSION_SECRET: "x".repeat(40) }, /plainer/],
  [{ SESSION_SECRET: "change-me-please-1234567890-abcdefgh" }, /looks like an example/],
  [{ SESSION_SECRET_FILE: "/nowhere/secret" }, /could not read it/],
  [{ SESSION_SECRET: GOOD, PORT: "eighty" }, /PORT/],
])("a production start with %j is refused", (environment, message) => {
  expect(() => serverConfig(environment)).toThrow(message);
});
