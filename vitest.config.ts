// Which tests there are: pure ones, database suites, whole programs, and pages in a browser; each group after the other.
// Every day the embedded database runs what speaks to a driver; at night (`npm run night`) it runs everything.
import { availableParallelism, totalmem } from "node:os";
import { defineConfig } from "vitest/config";
import { isNight } from "./tests/services/night.ts";

const DATABASE = "tests/**/*.db.test.ts";
const PROCESSES = "tests/**/*.e2e.test.ts";
const PAGES = "tests/**/*.browser.test.ts";

/** What holds SQL that only one of the two drivers might take: the rest of the server says the same on both. */
const DRIVER_SUITES = [
  "tests/geodata/**/*.db.test.ts",
  "tests/iot-gateway/**/*.db.test.ts",
  "tests/server/live/**/*.db.test.ts",
  "tests/server/cases.db.test.ts",
];

// Time limits only end what hangs: a machine that does ten other things must not fail a test.
const shared = {
  pool: "forks",
  exclude: ["**/node_modules/**", "tests/**/fixtures/**"],
  setupFiles: "tests/services/property-runs.ts",
} as const;

const HANG_FACTOR = isNight ? 10 : 1;

/** `npm test` runs these two projects side by side: while one waits for processes, the other draws pages. */
const oneAtATime = {
  testTimeout: 300_000 * HANG_FACTOR,
  hookTimeout: 300_000,
  maxWorkers: 1,
  fileParallelism: false,
} as const;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: "unit",
          include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
          exclude: [...shared.exclude, DATABASE, PROCESSES, PAGES],
          // One global scope for all: 9 s instead of 45 s. A test that changes it (a clock, a global) puts it back.
          pool: "threads",
          isolate: false,
          testTimeout: 30_000 * HANG_FACTOR,
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...shared,
          name: "db-pg",
          include: [DATABASE],
          env: { MINQING_TEST_DRIVER: "pg" },
          testTimeout: 120_000 * HANG_FACTOR,
          hookTimeout: 120_000,
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...shared,
          name: "db-pglite",
          include: isNight ? [DATABASE] : DRIVER_SUITES,
          env: { MINQING_TEST_DRIVER: "pglite" },
          testTimeout: 180_000 * HANG_FACTOR,
          hookTimeout: 180_000,
          // One embedded database costs about 1.1 GB.
          maxWorkers: totalmem() > 8 * 2 ** 30 ? Math.min(2, availableParallelism()) : 1,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          ...shared,
          ...oneAtATime,
          name: "e2e",
          include: [PROCESSES],
          sequence: { groupOrder: 4 },
        },
      },
      {
        test: {
          ...shared,
          ...oneAtATime,
          name: "browser",
          include: [PAGES],
          globalSetup: "tests/services/shared-demo.ts",
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
