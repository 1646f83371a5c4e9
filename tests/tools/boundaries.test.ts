import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { checkBoundaries } from "./boundaries.ts";
import { ROOMS } from "./boundary-rules.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

// The smallest checkout that follows every rule.
const CLEAN: Record<string, string> = {
  "core/src/word.ts": "export const word = 1;\n",
  "geodata/src/rows.ts": 'import { word } from "@minqing/core/word";\nexport const rows = [word];\n',
  "iot-gateway/src/edge.ts": 'import { rows } from "@minqing/geodata/rows";\nexport const edge = rows;\n',
  "server/src/api.ts":
    'import { rows } from "@minqing/geodata/rows";\nexport const api = rows;\nexport type Api = typeof api;\n',
  "server/src/hub.ts": "export const hub = 1;\n",
  "web/src/wall.ts": 'import type { Api } from "@minqing/server/api";\nexport const wall: Api = [];\n',
  "sims/src/rain.ts": 'import { word } from "@minqing/core/word";\nexport const rain = word;\n',
  "tests/rows.test.ts": 'import { rows } from "@minqing/geodata/rows";\nexport const seen = rows;\n',
  "start.ts":
    'import { edge } from "@minqing/iot-gateway/edge";\nimport { hub } from "@minqing/server/hub";\nconsole.log(edge, hub);\n',
  "dev.ts": 'import { hub } from "@minqing/server/hub";\nconsole.log(hub);\n',
};

function checkout(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "minqing-rooms-"));
  folders.push(root);
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  put("package.json", "{}");
  mkdirSync(join(root, "node_modules/@minqing"), { recursive: true });
  put("node_modules/pg/package.json", '{ "name": "pg", "main": "index.js" }');
  put("node_modules/pg/index.js", "");
  for (const room of ROOMS) {
    put(`${room}/package.json`, JSON.stringify({ name: `@minqing/${room}`, exports: { "./*": "./src/*.ts" } }));
    symlinkSync(`../../${room}`, join(root, "node_modules/@minqing", room));
  }
  for (const [path, text] of Object.entries(files)) put(path, text);
  return root;
}

test("a checkout that follows the rules has no error, and every room was checked", async () => {
  const { counts, errors } = await checkBoundaries(checkout(CLEAN));
  expect(errors).toEqual([]);
  expect(counts).toMatchObject({ "core/src": 1, "server/src": 2, "web/src": 1, tests: 1, "start.ts": 1 });
});

test("types that import each other are a cycle too", async () => {
  const { errors } = await checkBoundaries(
    checkout({
      ...CLEAN,
      "core/src/left.ts": 'import { right } from "./right.ts";\nexport type Left = typeof right;\n',
      "core/src/right.ts": 'import type { Left } from "./left.ts";\nexport const right: Left[] = [];\n',
    }),
  );
  expect(errors).toEqual([
    "core/src/left.ts imports ./right.ts: no-cycle",
    "core/src/right.ts imports ./left.ts: no-cycle",
  ]);
});

test("a check of no modules fails", async () => {
  const { errors } = await checkBoundaries(checkout({}));
  expect(errors).toContain("core/src: expected at least one module, got none");
  expect(errors).toContain("start.ts: expected at least one module, got none");
});

test.each([
  ["core/src/file.ts", 'import "node:fs";', "core-is-pure"],
  ["core/src/db.ts", 'import "pg";', "core-is-pure"],
  ["geodata/src/up.ts", 'import "@minqing/server/hub";', "geodata-knows-only-core"],
  ["iot-gateway/src/side.ts", 'import "@minqing/server/hub";', "gateway-never-imports-server"],
  ["server/src/side.ts", 'import "@minqing/iot-gateway/edge";', "server-never-imports-gateway"],
  ["server/src/late.ts", 'await import("@minqing/iot-gateway/edge");', "server-never-imports-gateway"],
  ["server/src/again.ts", 'export { edge } from "@minqing/iot-gateway/edge";', "server-never-imports-gateway"],
  ["web/src/deep.ts", 'import "@minqing/geodata/rows";', "web-never-imports-behind-the-contract"],
  ["sims/src/deep.ts", 'import "@minqing/geodata/rows";', "sims-never-import-behind-the-contract"],
  ["web/src/inner.ts", 'import type { hub } from "@minqing/server/hub";', "only-the-contract-of-the-server"],
  ["web/src/value.ts", 'import { api } from "@minqing/server/api";\nconsole.log(api);', "contract-as-types-only"],
  ["sims/src/sql.ts", 'import "pg";', "no-database-outside"],
  ["server/src/root.ts", 'import "../../start.ts";', "start-is-the-root"],
  ["dev.ts", 'import "./tests/rows.test.ts";', "start-without-tests"],
  ["server/src/reach.ts", 'import "../../core/src/word.ts";', "across-rooms-by-name"],
  ["core/src/self.ts", 'import "./self-two.ts";', "no-cycle"],
  ["core/src/lost.ts", 'import "./nowhere.ts";', "no-unresolved-import"],
])("%s with %s breaks a rule", async (path, text, rule) => {
  const files = { ...CLEAN, [path]: `${text}\n`, "core/src/self-two.ts": 'import "./self.ts";\n' };
  if (rule !== "no-cycle") files["core/src/self-two.ts"] = "export const two = 2;\n";
  const { errors } = await checkBoundaries(checkout(files));
  expect(errors.filter((error) => error.startsWith(path)).map((error) => error.split(": ").at(-1))).toContain(rule);
});
