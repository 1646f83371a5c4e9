import { expect, test } from "vitest";
import { z } from "zod";
import { newKey } from "../../../../web/src/console/act/new-key.ts";

test("a key is a UUID as the server asks for, and no two are alike", () => {
  const keys = Array.from({ length: 200 }, newKey);
  for (const key of keys) expect(z.uuid({ version: "v4" }).safeParse(key).success, key).toBe(true);
  expect(new Set(keys).size).toBe(200);
});
