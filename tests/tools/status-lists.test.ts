// Statuses of a case are listed in the tables of `core/src/case` only: a list elsewhere would miss the next status.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CASE_STATUSES } from "@minqing/core/case/status";
import { describe, expect, test } from "vitest";

describe("no list of statuses", () => {
  const root = join(import.meta.dirname, "../..");
  const status = `["'](?:${CASE_STATUSES.join("|")})["']`;
  const LIST = new RegExp(`${status}(?:\\s*,|\\s*\\|\\|[^"'\\n]*|\\s*\\|)\\s*${status}`);
  /** The statuses themselves, and their tables. */
  const TABLES = ["core/src/case/status.ts"];
  const sources = ["core", "geodata", "server", "iot-gateway", "sims", "web"].flatMap((room) =>
    globSync(`${room}/src/**/*.{ts,tsx}`, { cwd: root }),
  );

  test("stands anywhere but in the tables", () => {
    expect(sources.length).toBeGreaterThan(800);
    const found = sources.filter((file) => !TABLES.includes(file) && LIST.test(readFileSync(join(root, file), "utf8")));
    expect(found).toEqual([]);
  });

  test.each([
    `if (status === "closed" || row.status === "rejected") end();`,
    `const open = ["reported", "accepted"];`,
    "where c.status not in ('closed', 'cancelled')",
    `type Early = "reported" | "accepted";`,
  ])("escapes the search: %s", (code) => {
    expect(LIST.test(code)).toBe(true);
  });
});
